import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { loadKeys } from '#lib/cli/environment/keys.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { processEnvironment } from '#lib/config/env.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { getActiveKeyId, getSigner } from '#lib/operations/evidence/signing-key.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';

const CONNECTORS = 30;
const OBJECTS = 120;
const content = randomBytes(20_000);
const objectKeys = Array.from({ length: OBJECTS }, (_, index) => `held/${index}`);
const now = () => new Date();

let db: Database;
let databaseUrl: string;
let dataDir: string;
let oldKey: Buffer;
let connectorIds: string[];
/** The files of the staged objects, as the file system knows them: a renewed one is another. */
let inodes: number[];

beforeEach(async () => {
  databaseUrl = await createTestDatabase();
  db = createDatabase(databaseUrl);
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'custody-rotation-'));
  oldKey = Buffer.from((await loadKeys(dataDir)).MASTER_KEY, 'base64');
  connectorIds = [];
  for (let number = 0; number < CONNECTORS; number += 1) {
    const id = await insertTestConnector(db, {
      masterKey: oldKey,
      name: `connector ${number}`,
      sourceSettings: {},
      sourceSecrets: { username: `user ${number}` },
      destinationKind: 'memory',
    });
    connectorIds.push(id);
  }
  await getActiveKeyId({ db, masterKey: oldKey, now });
  const staging = await openLocalStaging({ directory: stagingDirectory(), masterKey: oldKey });
  for (const key of objectKeys) await staging.write(key, [content]);
  inodes = objectKeys.map(inodeOf);
});
afterEach(async () => {
  await db.$disconnect();
  await rm(dataDir, { recursive: true, force: true });
});

const stagingDirectory = () => path.join(dataDir, 'staging');
const inodeOf = (key: string) => statSync(path.join(stagingDirectory(), 'objects', key)).ino;
const keyFile = (name: string) => path.join(dataDir, 'keys', name);
const readKey = async (name: string) =>
  Buffer.from((await readFile(keyFile(name), 'utf8')).trim(), 'base64');

/** @throws {Error} when anything does not open */
async function openEverything(masterKey: MasterKey): Promise<void> {
  const rows = await db.connector.findMany({ select: { id: true, sourceSecrets: true } });
  for (const { id, sourceSecrets } of rows) {
    const username = `user ${connectorIds.indexOf(id)}`;
    expect(openSecret(masterKey, `connector:${id}`, sourceSecrets)).toEqual({ username });
  }
  await getSigner({ db, masterKey, now }, await getActiveKeyId({ db, masterKey, now }));
  const staging = await openLocalStaging({ directory: stagingDirectory(), masterKey });
  for (const key of objectKeys) {
    const staged = await staging.open(key);
    const bytes = await staged.read(0, content.length).finally(() => staged.close());
    expect(bytes.equals(content), key).toBe(true);
  }
}

async function countRenewedSecrets(): Promise<number> {
  const rows = await db.connector.findMany({ select: { id: true, sourceSecrets: true } });
  return rows.filter(({ id, sourceSecrets }) => {
    try {
      openSecret(oldKey, `connector:${id}`, sourceSecrets);
      return false;
    } catch {
      return true;
    }
  }).length;
}

const countRenewedObjects = () =>
  objectKeys.filter((key, index) => inodeOf(key) !== inodes[index]).length;

/** Runs the command in a process of its own, which is killed as soon as `isMoment` says so. */
async function rotate(
  given: Readonly<Record<string, string>> = {},
  isMoment: () => boolean | Promise<boolean> = () => false,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [path.join(sourceRoot, 'lib/cli/rotate-master-key.ts')], {
    env: {
      ...processEnvironment(),
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      ...given,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (bytes: Buffer) => (said += bytes.toString()));
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  while (!hasEnded() && !(await isMoment())) await delay(1);
  child.kill('SIGKILL');
  return { code: await ended, said };
}

/** Kills, and lets it end at last; a wait for something that never comes would wait for its end. */
const moments: readonly (readonly [string, () => boolean | Promise<boolean>])[] = [
  ['the new key is made', () => existsSync(keyFile('MASTER_KEY_NEW'))],
  ['the first secret is renewed', async () => (await countRenewedSecrets()) > 0],
  ['half of the secrets are', async () => (await countRenewedSecrets()) > CONNECTORS / 2],
  ['the first object is', () => countRenewedObjects() > 0],
  ['half of the objects are', () => countRenewedObjects() > OBJECTS / 2],
  ['the last object is', () => countRenewedObjects() === OBJECTS],
];

test(
  'killed again and again, everything opens all the time, and at last without the old key',
  { timeout: 120_000 },
  async () => {
    const killedWhen: string[] = [];
    for (const [name, isMoment] of moments) {
      const { code } = await rotate({}, isMoment);
      // It may have been faster than the look for the last moment.
      if (code === 0) break;
      expect(code).toBeNull();
      killedWhen.push(name);
      const newKey = await readKey(
        existsSync(keyFile('MASTER_KEY_NEW')) ? 'MASTER_KEY_NEW' : 'MASTER_KEY',
      );
      await openEverything({ newKey, oldKey });
    }
    expect(killedWhen).toContain('half of the objects are');

    const { code, said } = await rotate();
    expect(said).toContain('are under the new master key now');
    expect(code).toBe(0);
    expect(existsSync(keyFile('MASTER_KEY_NEW'))).toBe(false);
    await openEverything(await readKey('MASTER_KEY'));
    expect(await countRenewedSecrets()).toBe(CONNECTORS);
    const staging = await openLocalStaging({ directory: stagingDirectory(), masterKey: oldKey });
    const opened = await Promise.allSettled(objectKeys.map((key) => staging.open(key)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  },
);

test('killed at random moments, it ends with everything under a key of its own', async () => {
  // Longer than a whole run takes here, so that some kills come at its end and after it.
  for (let kills = 0; kills < 4; kills += 1) {
    const atMs = performance.now() + 400 + Math.random() * 1_600;
    await rotate({}, () => performance.now() > atMs);
  }
  expect((await rotate()).code).toBe(0);
  await openEverything(await readKey('MASTER_KEY'));
  expect(existsSync(keyFile('MASTER_KEY_NEW'))).toBe(false);
}, 60_000);

test('a key that is set in the environment is exchanged for one that is set, too', async () => {
  const MASTER_KEY = oldKey.toString('base64');
  const refused = await rotate({ MASTER_KEY });
  expect(refused.said).toContain('Set MASTER_KEY_NEW as well');
  expect(refused.code).toBe(1);
  await openEverything(oldKey);

  const newKey = randomBytes(32);
  const { code } = await rotate({ MASTER_KEY, MASTER_KEY_NEW: newKey.toString('base64') });
  expect(code).toBe(0);
  await openEverything(newKey);
  // The file is not what is used here.
  expect(await readKey('MASTER_KEY')).toEqual(oldKey);
});

test('what opens with neither key is named, and both keys are kept', async () => {
  const stranger = await openLocalStaging({
    directory: stagingDirectory(),
    masterKey: randomBytes(32),
  });
  await stranger.write('held/7', [content]);
  const { code, said } = await rotate();

  expect(code).toBe(1);
  expect(said).toContain('1 open with neither key; both keys are kept:\nheld/7');
  expect(await readKey('MASTER_KEY')).toEqual(oldKey);
  expect(existsSync(keyFile('MASTER_KEY_NEW'))).toBe(true);
});

test('a new key that was half-written by a killed command is no key', async () => {
  await writeFile(keyFile('MASTER_KEY_NEW.partial'), 'abc');
  expect((await rotate()).code).toBe(0);
  await openEverything(await readKey('MASTER_KEY'));
});
