import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { formatServer } from '#lib/domain/source-server.ts';
import type { SourceServersView } from '#lib/domain/wizard/source-servers-view.ts';

/** Which servers the wizard may be pointed to. @throws {AppError} `signed-out` or `forbidden` */
export async function getSourceServers(): Promise<SourceServersView> {
  await authorize('connectors.write');
  const [own, ...others] = env().sourceServers.servers.map((server) => formatServer(server));
  if (own === undefined) throw new Error('a deployment without a server of its own');
  return { own, others };
}
