import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canEnter, dedicatedUser } from '#lib/cli/postgres/database-user.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * Where the embedded database's files are: DATA_DIR/postgres. If Custody runs as root and DATA_DIR is
 * below a directory that only root may enter, then /var/lib/custody-<id>, and DATA_DIR/postgres-home
 * says so.
 * @throws {AppError} `database-out-of-reach` for one that is in DATA_DIR, moved below such a directory
 */
export async function findDatabaseHome(dataDir: string): Promise<string> {
  const noteFile = path.join(dataDir, 'postgres-home');
  if (existsSync(noteFile)) return (await readFile(noteFile, 'utf8')).trim();

  const usual = path.join(dataDir, 'postgres');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || canEnter(dataDir, dedicatedUser)) return usual;
  // A restored one. Another, empty one in its place would look as if everything were lost.
  if (existsSync(path.join(usual, 'data', 'PG_VERSION'))) {
    throw new AppError(
      'database-out-of-reach',
      `The database in ${usual} is out of reach of the user that runs it: a directory above is closed ` +
        'to others. Let others pass through it (chmod o+x), or move DATA_DIR.',
    );
  }
  const home = `/var/lib/custody-${randomBytes(4).toString('hex')}`;
  await writeFile(noteFile, `${home}\n`, { mode: 0o600 });
  return home;
}
