import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDatabaseHome } from '#lib/cli/postgres/database-home.ts';

/** Only root meets directories that the database's user may not enter. */
describe.skipIf(process.getuid?.() !== 0)('the embedded database’s place, as root', () => {
  let above: string;
  let dataDir: string;
  beforeEach(async () => {
    above = await mkdtemp(path.join(tmpdir(), 'custody-home-'));
    dataDir = path.join(above, 'data');
    await mkdir(dataDir, { mode: 0o711 });
  });
  afterEach(() => rm(above, { recursive: true }));

  test('is beside the data where its user gets through', async () => {
    await chmod(above, 0o711);

    expect(await findDatabaseHome(dataDir)).toBe(path.join(dataDir, 'postgres'));
  });

  test('is elsewhere where its user does not, and stays there', async () => {
    const home = await findDatabaseHome(dataDir);

    expect(home).toMatch(/^\/var\/lib\/custody-[\da-f]{8}$/);
    expect(await findDatabaseHome(dataDir)).toBe(home);
  });

  test('is never a new one in place of one that was restored out of reach', async () => {
    await mkdir(path.join(dataDir, 'postgres', 'data'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres', 'data', 'PG_VERSION'), '18');

    await expect(findDatabaseHome(dataDir)).rejects.toThrow(/chmod o\+x/);
  });
});
