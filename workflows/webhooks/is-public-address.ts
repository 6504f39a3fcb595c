import { BlockList, isIP } from 'node:net';

/**
 * Networks of version 4 that are nobody's on the internet: of this machine, of firms, of providers (100.64.0.0/10), of
 * links, where clouds keep what tells their own machines' secrets, of tests, and groups of addresses.
 */
const NOT_PUBLIC_4 = listOf('ipv4', [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  '224.0.0.0/3',
  // By which Azure gives its machines their settings.
  '168.63.129.16/32',
]);
/** Of version 6, what is given out on the internet at all. An address of version 4 written as one of 6 is not within. */
const GLOBAL_6 = listOf('ipv6', ['2000::/3']);
/** And within it: tunnels, which end at any address of version 4, and examples. */
const NOT_PUBLIC_6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Whether an address is one of the internet, so that a call to it reaches nothing of ours. @param address no name */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC_4.check(address, 'ipv4');
  return family === 6 && GLOBAL_6.check(address, 'ipv6') && !NOT_PUBLIC_6.check(address, 'ipv6');
}

function listOf(family: 'ipv4' | 'ipv6', networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [start = '', bits] = network.split('/');
    list.addSubnet(start, Number(bits), family);
  }
  return list;
}
