import dns from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import {
  isAllowedServer,
  normaliseServer,
  type ServerPolicy,
  type SourceServer,
} from '#lib/domain/source-server.ts';
import { isInNetworks, isPublicAddress } from '#lib/sources/sftp/special-addresses.ts';

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

/**
 * Connects to a server that the policy allows. A name is resolved once, each of its addresses is
 * checked, and the connection goes to the checked ones: a name that leads elsewhere a moment later
 * (DNS rebinding) changes nothing.
 * @throws {NotAllowedError} for a server that is not listed; by the socket's `error` event for a name
 * that leads to an address which is not public and not listed either
 */
export function openSocket(
  server: SourceServer,
  policy: ServerPolicy,
  resolve: Resolve = resolveBySystem,
): Socket {
  const normal = normaliseServer(server);
  if (normal === null || !isAllowedServer(policy, normal)) {
    throw new NotAllowedError('server-not-allowed');
  }
  const { host, port } = normal;
  // An address is listed as it is: somebody wrote this very address into the deployment's settings.
  if (isIP(host) !== 0) return connect({ host, port });
  return connect({ host, port, lookup: checkedLookup(policy, resolve) });
}

function checkedLookup({ networks }: ServerPolicy, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) {
        callback(error ?? new Error(`${host} has no address`), '', 0);
        return;
      }
      const refused = addresses.find(
        ({ address }) => !isPublicAddress(address) && !isInNetworks(networks, address),
      );
      if (refused !== undefined) {
        callback(new NotAllowedError('address-not-allowed', refused.address), '', 0);
      } else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
