import { connect, isIP, type Socket } from 'node:net';
import {
  isAllowedServer,
  normaliseServer,
  type ServerPolicy,
  type SourceServer,
} from '#lib/domain/source-server.ts';
import {
  checkedLookup,
  isAllowedAddress,
  NotAllowedError,
  type Resolve,
} from '#lib/network/checked-lookup.ts';

/**
 * Connects to a server that the policy allows, by addresses that it allows.
 * @throws {NotAllowedError} for a server that is not listed; by the socket's `error` event for a name
 * that leads to an address which is not public and not listed either
 */
export function openSocket(server: SourceServer, policy: ServerPolicy, resolve?: Resolve): Socket {
  const normal = normaliseServer(server);
  if (normal === null || !isAllowedServer(policy, normal)) {
    throw new NotAllowedError('server-not-allowed');
  }
  const { host, port } = normal;
  // An address is listed as it is: somebody wrote this very address into the deployment's settings.
  if (isIP(host) !== 0) return connect({ host, port });
  const isAllowed = (address: string) => isAllowedAddress(policy.networks, address);
  return connect({ host, port, lookup: checkedLookup(isAllowed, resolve) });
}
