import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { startPostgres, type PostgresServer } from '#lib/cli/postgres/server.ts';

/** A PostgreSQL of its own for tests and tools; `stop` removes it and everything in it. */
export async function startTemporaryPostgres(): Promise<PostgresServer> {
  const home = await mkdtemp(path.join(tmpdir(), 'custody-postgres-'));
  // As root, PostgreSQL runs under another user, who must get through.
  await chmod(home, 0o711);
  const remove = () => rm(home, { recursive: true, force: true });
  try {
    const server = await startPostgres({
      home: path.join(home, 'postgres'),
      port: await findFreePort(),
      password: 'temporary',
      logFile: path.join(home, 'postgres.log'),
      settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
    });
    return { ...server, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
