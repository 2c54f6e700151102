import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { SEALED_COLUMNS } from '#lib/db/sealed-columns.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { getActiveKeyId, getSigner } from '#lib/operations/evidence/signing-key.ts';
import { rotateMasterKey } from '#lib/operations/master-key/rotate-master-key.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';

const oldKey = randomBytes(32);
const newKey = randomBytes(32);
const both = { newKey, oldKey };
const now = () => new Date();
const content = randomBytes(100_000);
let db: Database;
let directory: string;
let connectorIds: string[];

beforeEach(async () => {
  db = createDatabase(await createTestDatabase());
  directory = await mkdtemp(path.join(tmpdir(), 'custody-rotation-'));
  connectorIds = [];
  for (const name of ['a', 'b']) {
    const connectorId = await insertTestConnector(db, {
      masterKey: oldKey,
      name,
      sourceSettings: {},
      sourceSecrets: { username: name },
      destinationKind: 'memory',
    });
    connectorIds.push(connectorId);
  }
  await getActiveKeyId({ db, masterKey: oldKey, now });
  const staging = await openLocalStaging({ directory, masterKey: oldKey });
  await staging.write('packages/a', [content]);
  await staging.write('held/b', [content]);
});

afterEach(async () => {
  await db.$disconnect();
  await rm(directory, { recursive: true, force: true });
});

/** @throws when anything does not open */
async function openEverything(masterKey: MasterKey): Promise<void> {
  for (const [index, id] of connectorIds.entries()) {
    const { sourceSecrets } = await db.connector.findUniqueOrThrow({ where: { id } });
    expect(openSecret(masterKey, `connector:${id}`, sourceSecrets)).toEqual({
      username: 'ab'[index],
    });
  }
  await getSigner({ db, masterKey, now }, await getActiveKeyId({ db, masterKey, now }));
  const staging = await openLocalStaging({ directory, masterKey });
  for (const key of ['packages/a', 'held/b']) {
    const staged = await staging.open(key);
    const bytes = await staged.read(0, content.length).finally(() => staged.close());
    expect(bytes.equals(content)).toBe(true);
  }
}

async function rotate(onProgress: (done: number) => void = () => undefined) {
  const staging = await openLocalStaging({ directory, masterKey: both });
  return rotateMasterKey({ db, staging, masterKey: both, onProgress });
}

it('puts every secret and every staged object under the new key', async () => {
  expect(await rotate()).toEqual({ renewed: 5, alreadyNew: 0, unreadable: [] });
  await openEverything(newKey);
  await expect(openEverything(oldKey)).rejects.toThrow();
});

it.each([1, 2, 3, 4])(
  'goes on where it was cut off after %i, and all opens between',
  async (at) => {
    const cut = rotate((done) => {
      if (done === at) throw new Error('cut off');
    });
    await expect(cut).rejects.toThrow('cut off');
    await openEverything(both);

    expect(await rotate()).toEqual({ renewed: 5 - at, alreadyNew: at, unreadable: [] });
    await openEverything(newKey);
  },
);

it('names what opens with neither key, and renews the rest', async () => {
  const other = await openLocalStaging({ directory, masterKey: randomBytes(32) });
  await other.write('held/b', [content]);
  expect(await rotate()).toEqual({ renewed: 4, alreadyNew: 0, unreadable: ['held/b'] });
});

it('knows every column of bytes in the database', async () => {
  const columns = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'bytea'`;
  const names = columns.map(({ name }) => name).filter((name) => !name.endsWith('_sha256'));
  // Links of the audit log are HMACs, and mapping files are not encrypted.
  const plain = ['audit_entries.link', 'mapping_pages.rows'];
  expect(names.toSorted()).toEqual([...SEALED_COLUMNS, ...plain].toSorted());
});
