import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canEnter, dedicatedUser } from '#lib/cli/postgres/database-user.ts';

/**
 * Where the embedded database's files are: DATA_DIR/postgres. If Custody runs as root and DATA_DIR is
 * below a directory that only root may enter, then /var/lib/custody-<id>, and DATA_DIR/postgres-home
 * says so.
 */
export async function findDatabaseHome(dataDir: string): Promise<string> {
  const noteFile = path.join(dataDir, 'postgres-home');
  if (existsSync(noteFile)) return (await readFile(noteFile, 'utf8')).trim();

  const isRoot = process.getuid?.() === 0;
  if (!isRoot || canEnter(dataDir, dedicatedUser)) return path.join(dataDir, 'postgres');
  const home = `/var/lib/custody-${randomBytes(4).toString('hex')}`;
  await writeFile(noteFile, `${home}\n`, { mode: 0o600 });
  return home;
}
