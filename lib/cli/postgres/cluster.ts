import { spawnSync } from 'node:child_process';
import { chown, lchown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PostgresBinaries } from '#lib/cli/postgres/binaries.ts';
import type { DatabaseUser, DatabaseUsers } from '#lib/cli/postgres/database-user.ts';
import { AppError } from '#lib/domain/errors.ts';

export const databaseOwner = 'custody';

/**
 * Makes the data directory with initdb, unless it exists. It gets its name only when it is complete,
 * so an interrupted start leaves nothing half made.
 * @throws {AppError} with what initdb said.
 */
export async function ensureCluster(options: {
  readonly dataDirectory: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly users: DatabaseUsers | undefined;
}): Promise<void> {
  const { dataDirectory, users } = options;
  if (existsSync(path.join(dataDirectory, 'PG_VERSION'))) return;

  const unfinished = `${dataDirectory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const passwordFile = `${dataDirectory}.password`;
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  try {
    if (users !== undefined) {
      await chown(unfinished, users.initdb.uid, users.initdb.gid);
      await chown(passwordFile, users.initdb.uid, users.initdb.gid);
    }
    runInitdb(options.binaries.initdb, unfinished, passwordFile, users?.initdb);
  } finally {
    await rm(passwordFile, { force: true });
  }
  if (users !== undefined) await giveTo(users.server, unfinished);
  await rename(unfinished, dataDirectory);
}

function runInitdb(
  initdb: string,
  directory: string,
  passwordFile: string,
  user: DatabaseUser | undefined,
): void {
  const result = spawnSync(
    initdb,
    [
      `--pgdata=${directory}`,
      `--username=${databaseOwner}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // PostgreSQL's own collation: a change of the system's C library cannot spoil an index.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ],
    { ...user, cwd: '/', encoding: 'utf8' },
  );
  if (result.status === 0) return;
  const said = result.error?.message ?? `${result.stdout}\n${result.stderr}`.trim();
  throw new AppError('postgres-initdb-failed', `The database could not be made: ${said}`);
}

async function giveTo(user: DatabaseUser, directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true });
  for (const entry of entries) await lchown(path.join(directory, entry), user.uid, user.gid);
  await chown(directory, user.uid, user.gid);
}
