import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Installation, Variables } from '#lib/cli/environment/load-installation.ts';
import { runStep } from '#lib/cli/environment/run-step.ts';
import { findPortFault } from '#lib/cli/launcher/ports.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { findDatabaseHome } from '#lib/cli/postgres/database-home.ts';
import { postgresUrl, startPostgres } from '#lib/cli/postgres/server.ts';
import { AppError } from '#lib/domain/errors.ts';

const databaseName = 'custody';

export type RunningDatabase = {
  readonly url: string;
  /** Where its files are, when they are ours and not in DATA_DIR. */
  readonly location: string | undefined;
  /** Settles when it has ended; never, when it is somebody else's. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The operator's PostgreSQL, if DATABASE_URL is set; else the embedded one, started. */
export async function startDatabase({ env, keys }: Installation): Promise<RunningDatabase> {
  if (env.databaseUrl !== undefined) {
    return {
      url: env.databaseUrl,
      location: undefined,
      ended: new Promise(() => undefined),
      stop: () => Promise.resolve(),
    };
  }
  const logs = path.join(env.dataDir, 'logs');
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const home = await findDatabaseHome(env.dataDir);
  const server = await startPostgres({
    home,
    port: env.databasePort,
    password: keys.DATABASE_PASSWORD,
    logFile: path.join(logs, 'postgresql.log'),
  });
  try {
    const url = await createPostgresDatabase(server.url, { name: databaseName });
    const location = home.startsWith(env.dataDir) ? undefined : home;
    return { url, location, ended: server.ended, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The database of this installation, for a process that does not start it.
 * @throws {AppError} when it is the embedded one and that is not running.
 */
export async function requireDatabaseUrl({ env, keys }: Installation): Promise<string> {
  if (env.databaseUrl !== undefined) return env.databaseUrl;
  if ((await findPortFault(env.databasePort, '127.0.0.1')) === undefined) {
    throw new AppError(
      'no-database',
      'The database is not running. Start Custody with "npm start" first, or set DATABASE_URL.',
    );
  }
  return postgresUrl({
    port: env.databasePort,
    password: keys.DATABASE_PASSWORD,
    name: databaseName,
  });
}

/** In a process of its own, so that the migration engine does not stay in the launcher's memory. */
export async function migrate(variables: Variables, signal: AbortSignal): Promise<void> {
  await runStep({
    failure: 'The database is not ready',
    script: path.join(import.meta.dirname, '../migrate.ts'),
    args: [],
    variables,
    signal,
  });
}
