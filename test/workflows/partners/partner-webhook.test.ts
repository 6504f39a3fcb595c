import { expect } from 'chai';
import { changePartnerWebhook } from '../../../workflows/partners/change-partner-webhook.ts';
import { checkWebhookUrl } from '../../../workflows/partners/check-webhook-url.ts';
import { revokePartner } from '../../../workflows/partners/revoke-partner.ts';
import { buildPartnering, type Partnering, refusalOf, TEAMS } from './partnering.ts';

describe('The webhook of a partner application', () => {
  let scene: Partnering;
  before(async () => {
    scene = await buildPartnering('partner-webhook');
  });
  after(() => scene.world.close());

  const change = (partnerId: string, url: string | null, input: object = {}) =>
    changePartnerWebhook(scene.world.services, scene.admin, { partnerId, url, ...TEAMS, ...input });
  const webhookOf = async (partnerId: string) => (await scene.recordOf(partnerId)).webhook;

  it('comes with a new secret each time; the old one signs for a day more', async () => {
    const { partnerId } = await scene.create();
    const first = await change(partnerId, 'api.pulsar.example/relais?cle=xyzzy');
    expect(first).to.deep.include({ outcome: 'changed', url: 'https://api.pulsar.example/relais?cle=xyzzy' });
    if (first.outcome !== 'changed') throw new Error();
    expect(Buffer.from(first.secret.replace('whsec_', ''), 'base64')).to.have.length(32);
    expect(first.oldUntil).to.equal(undefined);
    const second = await change(partnerId, 'https://autre.pulsar.example/relais');
    if (second.outcome !== 'changed') throw new Error();
    expect(second.secret).not.to.equal(first.secret);
    const until = new Date(scene.world.clock.now().getTime() + 24 * 3_600_000);
    expect(await webhookOf(partnerId)).to.deep.equal({
      ...{ url: 'https://autre.pulsar.example/relais', secret: second.secret },
      ...{ previousSecret: first.secret, previousUntil: until },
    });
  });

  it('leaves in the audit trail the host alone: no secret, nor the word that the address holds', async () => {
    const { partnerId } = await scene.create();
    const made = await change(partnerId, 'https://api.pulsar.example/relais?cle=xyzzy');
    await change(partnerId, null);
    const lines = await scene.linesOf(partnerId);
    expect(lines.map(({ act, before, after }) => [act, before, after]).slice(1)).to.deep.equal([
      ['partner.webhook-changed', { webhookHost: null }, { webhookHost: 'api.pulsar.example' }],
      ['partner.webhook-changed', { webhookHost: 'api.pulsar.example' }, { webhookHost: null }],
    ]);
    expect(JSON.stringify(lines))
      .not.to.include('xyzzy')
      .and.not.include((made as { secret: string }).secret);
  });

  it('is removed with its secrets; twice changes nothing, and an older card neither', async () => {
    const { partnerId } = await scene.create({ webhookUrl: 'https://api.pulsar.example/x' });
    const { version } = await scene.recordOf(partnerId);
    expect((await change(partnerId, null, { version })).outcome).to.equal('removed');
    expect(await webhookOf(partnerId)).to.equal(undefined);
    expect((await change(partnerId, null)).outcome).to.equal('removed');
    expect((await change(partnerId, 'https://api.pulsar.example/y', { version })).outcome).to.equal('stale');
    expect(await scene.linesOf(partnerId)).to.have.length(2);
  });

  it('is not that of a partner that was revoked', async () => {
    const { partnerId } = await scene.create();
    await revokePartner(scene.world.services, scene.admin, { partnerId, ...TEAMS });
    expect(await refusalOf(change(partnerId, 'https://api.pulsar.example/x'))).to.equal('partner-revoked');
  });

  describe('at an address', () => {
    const check = (typed: string, isLocal = false) => {
      const checked = checkWebhookUrl(typed, { isLocal });
      return checked.ok ? checked.url : checked.fault;
    };

    it('that is public and encrypted is taken, `https://` being understood', () => {
      expect(check(' api.pulsar.example/relais ')).to.equal('https://api.pulsar.example/relais');
      expect(check('HTTPS://API.Pulsar.example:8443/a?b=c#d')).to.equal('https://api.pulsar.example:8443/a?b=c');
      expect(check('https://8.8.8.8/x')).to.equal('https://8.8.8.8/x');
      expect(check('https://[2606:4700::1]/x')).to.equal('https://[2606:4700::1]/x');
      expect(check('https://réseau.example/x')).to.equal('https://xn--rseau-bsa.example/x');
    });

    const REFUSED: Record<string, string[]> = {
      'webhook-invalid': [
        ...['', '   ', 'https://', 'pas une adresse', 'javascript:alert(1)', `https://a.example/${'x'.repeat(500)}`],
      ],
      'webhook-not-https': ['http://api.pulsar.example/', 'ftp://api.pulsar.example/', 'file:///etc/passwd'],
      'webhook-credentials': ['https://u:p@api.pulsar.example/', 'https://u@api.pulsar.example/', 'mailto:a@b.example'],
      'webhook-private': [
        ...['https://localhost/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/'],
        ...['https://10.1.2.3/', 'https://172.20.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest'],
        ...['https://[fd00::1]/', 'https://[fe80::1]/', 'https://[::ffff:10.0.0.1]/', 'https://0.0.0.0/'],
        ...[
          'https://serveur/',
          'https://nas.local/',
          'https://app.localhost/',
          'https://localhost./',
          'https://x.internal/',
        ],
      ],
    };
    for (const [fault, addresses] of Object.entries(REFUSED)) {
      for (const address of addresses) {
        it(`« ${address.slice(0, 40)} » is refused: ${fault}`, () => expect(check(address)).to.equal(fault));
      }
    }

    it('of this machine is taken in local mode only, encrypted or not', () => {
      for (const address of ['http://127.0.0.1:4000/x', 'https://localhost:4000/x']) {
        expect(check(address, true)).to.equal(address);
        expect(check(address)).to.be.oneOf(['webhook-private', 'webhook-not-https']);
      }
      expect(check('https://192.168.1.1/', true)).to.equal('webhook-private');
      expect(check('http://api.pulsar.example/', true)).to.equal('webhook-not-https');
    });
  });
});
