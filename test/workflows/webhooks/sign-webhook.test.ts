import { expect } from 'chai';
import { signWebhook } from '../../../workflows/webhooks/sign-webhook.ts';

describe('The signature of a message', () => {
  const at = new Date('2026-01-12T14:05:33.900Z');
  const url = 'https://api.pulsar.example/relais';

  it('is what the description says, to the letter', () => {
    // printf '1768226733.{"id":"é"}' | openssl dgst -sha256 -hmac whsec_abc
    expect(signWebhook({ url, secret: 'whsec_abc' }, '{"id":"é"}', at)).to.equal(
      't=1768226733,v1=d11f63e4694da664652394c83812b6ac127c3d5fdd98dd5f2518a59daef88c23',
    );
    expect(signWebhook({ url, secret: 'whsec_abc' }, Buffer.from('{"id":"é"}'), at)).to.equal(
      't=1768226733,v1=d11f63e4694da664652394c83812b6ac127c3d5fdd98dd5f2518a59daef88c23',
    );
  });

  it('is by both secrets until the moment when the old one ends', () => {
    const webhook = { url, secret: 'whsec_new', previousSecret: 'whsec_old', previousUntil: at };
    expect(signWebhook(webhook, '{}', new Date(at.getTime() - 1)).match(/v1=/g)).to.have.length(2);
    expect(signWebhook(webhook, '{}', at).match(/v1=/g)).to.have.length(1);
  });

  it('changes with the body, the moment and the secret', () => {
    const signatures = [
      signWebhook({ url, secret: 'a' }, '{}', at),
      signWebhook({ url, secret: 'b' }, '{}', at),
      signWebhook({ url, secret: 'a' }, '{ }', at),
      signWebhook({ url, secret: 'a' }, '{}', new Date(at.getTime() + 1_000)),
    ].map((value) => value.split('v1=')[1]);
    expect(new Set(signatures).size).to.equal(4);
  });
});
