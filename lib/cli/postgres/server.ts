import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { preparePostgresBinaries } from '#lib/cli/postgres/binaries.ts';
import { databaseOwner, ensureCluster } from '#lib/cli/postgres/cluster.ts';
import { findDatabaseUsers } from '#lib/cli/postgres/database-user.ts';
import { AppError } from '#lib/domain/errors.ts';

export type PostgresServer = {
  readonly url: string;
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Ends open connections, writes everything to disk, and returns when it is done. */
  readonly stop: () => Promise<void>;
};

const START_TIMEOUT_MS = 120_000;

/**
 * Starts PostgreSQL on 127.0.0.1 with its files below `home`, which is made when missing.
 * @throws {AppError} when it cannot be started, with what it said.
 */
export async function startPostgres(options: {
  readonly home: string;
  readonly port: number;
  readonly password: string;
  readonly logFile: string;
  /** More settings, as `name=value`. */
  readonly settings?: readonly string[];
}): Promise<PostgresServer> {
  const dataDirectory = path.join(options.home, 'data');
  const users = await findDatabaseUsers(dataDirectory);
  await mkdir(options.home, { recursive: true, mode: 0o700 });
  // Whatever the umask is, the database's own user must get through.
  if (users !== undefined) await chmod(options.home, 0o711);
  const binaries = await preparePostgresBinaries(options.home, users);
  await ensureCluster({ dataDirectory, password: options.password, binaries, users });
  await endLeftover(dataDirectory);

  const settings = [
    `port=${options.port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_checkpoints=off',
    ...(options.settings ?? []),
  ];
  const server = {
    file: binaries.postgres,
    args: ['-D', dataDirectory, ...settings.flatMap((setting) => ['-c', setting])],
    ...users?.server,
  };
  const log = await open(options.logFile, 'w', 0o600);
  const guard = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'guard.ts'), JSON.stringify(server)],
    // Detached: Ctrl-C in a terminal must reach the launcher only, which ends things in order.
    { detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  await log.close();
  const ended = new Promise<void>((resolve) => {
    guard.on('exit', () => {
      resolve();
    });
  });
  const stop = () => {
    guard.kill('SIGTERM');
    return ended;
  };

  const url = postgresUrl({ ...options, name: 'postgres' });
  try {
    const isReady = await Promise.race([untilReady(url), ended.then(() => false)]);
    if (isReady) return { url, ended, stop };
    throw new AppError(
      'postgres-does-not-start',
      `The database did not start. It said:\n${await readFile(options.logFile, 'utf8')}`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where a server of ours is reached. */
export function postgresUrl(options: {
  readonly port: number;
  readonly password: string;
  readonly name: string;
}): string {
  const { port, password, name } = options;
  return `postgresql://${databaseOwner}:${password}@127.0.0.1:${port}/${name}`;
}

async function untilReady(url: string): Promise<boolean> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return true;
    } catch (error) {
      // 28P01: up, and this is not its password.
      if (error instanceof pg.DatabaseError && error.code === '28P01') {
        throw new AppError(
          'postgres-wrong-password',
          'The database refuses the password in DATA_DIR/keys: the keys and the database belong to ' +
            'different installations. Put back the keys that were made together with it.',
          { cause: error },
        );
      }
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/**
 * Ends a server that a killed launcher left behind, and removes the lock file of one that is gone:
 * after a restart of the machine its process number may belong to somebody else, and PostgreSQL
 * would then refuse to start.
 */
async function endLeftover(dataDirectory: string): Promise<void> {
  const lockFile = path.join(dataDirectory, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number((await readFile(lockFile, 'utf8')).split('\n', 1)[0]);
  if (!(await isPostgresOf(dataDirectory, pid))) {
    await rm(lockFile, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (existsSync(lockFile) && performance.now() < deadline) await delay(50);
}

async function isPostgresOf(dataDirectory: string, pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = existsSync('/proc/self/cmdline')
    ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    : spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return commandLine.includes(dataDirectory);
}
