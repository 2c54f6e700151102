import type { ServerPolicy } from '#lib/domain/source-server.ts';

/** Servers of this machine, for tests. */
export const serversOnThisMachine: ServerPolicy = {
  servers: [{ host: '127.0.0.1', port: 'any' }],
  networks: [],
};
