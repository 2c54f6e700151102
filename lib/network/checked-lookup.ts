import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isInNetworks, isPublicAddress } from '#lib/network/special-addresses.ts';

/** The deployment does not let Custody connect there; nothing was sent. */
export class NotAllowedError extends Error {
  override readonly name = 'NotAllowedError';
  readonly code: 'server-not-allowed' | 'address-not-allowed';
  /** Which address a name leads to. */
  readonly address: string | undefined;

  constructor(code: NotAllowedError['code'], address?: string) {
    super(address === undefined ? code : `${code}: ${address}`);
    this.code = code;
    this.address = address;
  }
}

type ResolvedAddress = { readonly address: string; readonly family: number };

/** As `dns.lookup` with `all`; tests bring one of their own. */
export type Resolve = (
  host: string,
  callback: (error: Error | null, addresses: readonly ResolvedAddress[]) => void,
) => void;

/** By the machine's own rules, its hosts file included. */
const resolveBySystem: Resolve = (host, callback) => {
  // Nobody has such a name, and a name server is not to be asked for it (RFC 6761 6.4).
  if (host === 'invalid' || host.endsWith('.invalid')) {
    callback(Object.assign(new Error(`${host} does not exist`), { code: 'ENOTFOUND' }), []);
    return;
  }
  dns.lookup(host, { all: true }, callback);
};

/** Whether a connection may go there: somewhere in the internet, or in one of these networks. */
export function isAllowedAddress(networks: readonly string[], address: string): boolean {
  return isPublicAddress(address) || isInNetworks(networks, address);
}

/**
 * Resolves a name once for a connection and checks each of its addresses. The connection goes to the
 * checked ones: a name that leads elsewhere a moment later (DNS rebinding) changes nothing.
 * @returns what calls back with a {@link NotAllowedError} for a name that leads to an address which is
 * not allowed. Node does not ask it for a host that is an address itself.
 */
export function checkedLookup(
  isAllowed: (address: string) => boolean,
  resolve: Resolve = resolveBySystem,
): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) {
        callback(error ?? new Error(`${host} has no address`), '', 0);
        return;
      }
      const refused = addresses.find(({ address }) => !isAllowed(address));
      if (refused !== undefined) {
        callback(new NotAllowedError('address-not-allowed', refused.address), '', 0);
      } else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
