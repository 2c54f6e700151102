import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not out in the internet, from IANA's special-purpose registries (RFC 6890):
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by a provider's customers
  '127.0.0.0/8', // this machine
  '169.254.0.0/16', // link-local; cloud platforms give out credentials there
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
] as const;
/** Of these, only 2000::/3 is given out at all. */
const GLOBAL_IPV6 = '2000::/3';
const SPECIAL_IPV6 = [
  '2001::/23', // protocol assignments, Teredo among them, which holds an IPv4 address
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which holds an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
] as const;
/** Translates to the IPv4 address in its last 32 bits (RFC 6052). */
const NAT64 = '64:ff9b::/96';

const special = createBlockList([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const global = createBlockList([GLOBAL_IPV6]);
const nat64 = createBlockList([NAT64]);

/** Whether anybody in the internet may have this address. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 4) return !special.check(plain, 'ipv4');
  if (family !== 6) return false;
  const embedded = embeddedIPv4(plain);
  if (embedded !== null) return isPublicAddress(embedded);
  return global.check(plain, 'ipv6') && !special.check(plain, 'ipv6');
}

/** Whether the address is one of these, or in one of these networks. */
export function isInNetworks(networks: readonly string[], address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  const family = isIP(plain);
  return family !== 0 && createBlockList(networks).check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** `::ffff:a.b.c.d` (which is that address on this machine) and NAT64. */
function embeddedIPv4(address: string): string | null {
  const canonical = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? '';
  const isMapped = canonical.startsWith('::ffff:');
  if (!isMapped && !nat64.check(address, 'ipv6')) return null;
  const groups = ['0', ...canonical.replace(/^.*::/, '').split(':')];
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function createBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address);
    const type = family === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(
      address,
      prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix),
      type,
    );
  }
  return list;
}
