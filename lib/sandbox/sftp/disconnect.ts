import type { Connection } from 'ssh2';
import { z } from 'zod';

/** `SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE` of RFC 4253 11.1. */
export const NO_MORE_AUTH_METHODS_AVAILABLE = 14;

/** Ends a connection with a reason, for which ssh2 offers its users no way. */
export function disconnect(client: Connection, reason: number): void {
  const protocol = z.custom<{ disconnect(reason: number): void }>();
  z.looseObject({ _protocol: protocol }).parse(client)._protocol.disconnect(reason);
  client.end();
}
