import { expect } from 'chai';
import fc from 'fast-check';
import { isPublicAddress } from '../../../workflows/webhooks/is-public-address.ts';

describe('An address of the internet', () => {
  const PUBLIC = ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '11.0.0.0'];
  const PUBLIC_6 = ['2606:4700::1', '2a01:e0a::1', '2001:4860:4860::8888'];
  for (const address of [...PUBLIC, ...PUBLIC_6]) {
    it(`is ${address}`, () => expect(isPublicAddress(address)).to.equal(true));
  }

  const NOT: Record<string, string[]> = {
    'of this machine': ['127.0.0.1', '127.255.255.255', '::1', '0.0.0.0', '::'],
    'of a firm’s network': ['10.0.0.0', '172.16.0.1', '172.31.255.255', '192.168.255.255', 'fc00::1', 'fdff::1'],
    'of a link, where clouds keep their secrets': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', '168.63.129.16'],
    'of a provider’s own network': ['100.64.0.1', '100.100.100.200', '192.0.0.192', '198.18.0.1'],
    'of a group': ['224.0.0.1', '239.255.255.250', '255.255.255.255', 'ff02::1'],
    'of version 4 in the clothes of version 6': ['::ffff:10.0.0.1', '::ffff:a00:1', '::10.0.0.1', '64:ff9b::a00:1'],
    'of a tunnel or an example': ['2002:a00:1::', '2001:0:a00:1::', '2001:db8::1', '192.0.2.1', '203.0.113.5'],
    'no address': ['', 'localhost', 'api.pulsar.example', '10.0.0', '0x7f000001', '2130706433', '999.1.1.1'],
  };
  for (const [kind, addresses] of Object.entries(NOT)) {
    it(`is none ${kind}`, () => {
      for (const address of addresses) expect(isPublicAddress(address), address).to.equal(false);
    });
  }

  it('is never one of version 4 mapped into version 6, whatever it is', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => !isPublicAddress(`::ffff:${address}`)));
  });
});
