import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  findNewMasterKey,
  loadKeys,
  makeNewMasterKey,
  promoteNewMasterKey,
} from '#lib/cli/environment/keys.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'custody-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('keys are made once and stay', async () => {
  const keys = await loadKeys(dataDir);
  expect(Buffer.from(keys.MASTER_KEY, 'base64')).toHaveLength(32);
  expect(await loadKeys(dataDir)).toEqual(keys);
});

test('two processes that start at once get the same keys', async () => {
  const [one, other] = await Promise.all([loadKeys(dataDir), loadKeys(dataDir)]);
  expect(one).toEqual(other);
});

test('nobody else can read a key', async () => {
  await loadKeys(dataDir);
  const directory = path.join(dataDir, 'keys');
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(directory)) {
    expect((await stat(path.join(directory, name))).mode & 0o777, name).toBe(0o600);
  }
});

test('a key that is put there is used', async () => {
  await loadKeys(dataDir);
  await writeFile(path.join(dataDir, 'keys', 'DATABASE_PASSWORD'), 'chosen\n');
  expect((await loadKeys(dataDir)).DATABASE_PASSWORD).toBe('chosen');
});

test('a new master key is made once, and takes the place of the old one at the end', async () => {
  const { MASTER_KEY: before, ...others } = await loadKeys(dataDir);
  expect(await findNewMasterKey(dataDir)).toBeUndefined();
  await makeNewMasterKey(dataDir);
  const made = await findNewMasterKey(dataDir);
  await makeNewMasterKey(dataDir);

  expect(Buffer.from(made ?? '', 'base64')).toHaveLength(32);
  expect(made).not.toBe(before);
  expect(await findNewMasterKey(dataDir)).toBe(made);
  expect(await loadKeys(dataDir)).toEqual({ MASTER_KEY: before, ...others });
  expect((await stat(path.join(dataDir, 'keys', 'MASTER_KEY_NEW'))).mode & 0o777).toBe(0o600);

  await promoteNewMasterKey(dataDir);
  expect(await findNewMasterKey(dataDir)).toBeUndefined();
  expect(await loadKeys(dataDir)).toEqual({ MASTER_KEY: made, ...others });
});
