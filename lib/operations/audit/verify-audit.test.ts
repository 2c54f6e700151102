import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { processEnvironment } from '#lib/config/env.ts';
import { pagesOfAuditLog, writeAuditEntry } from '#lib/db/audit.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { auditLink, type AuditRow } from '#lib/domain/audit/audit-chain.ts';
import { verifyAuditChain } from '#lib/domain/audit/verify-audit-chain.ts';
import { anchorAuditLog, readAuditAnchors } from './anchor-audit-log.ts';

const ENTRIES = 20;
const key = Buffer.alloc(32, 7);
const start = new Date('2026-11-21T06:00:00Z');

describe('the chain of the audit log', () => {
  let directory: string;
  let anchorFile: string;
  let url: string;
  let db: Database;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'custody-audit-'));
  });
  afterAll(() => rm(directory, { recursive: true }));
  beforeEach(async () => {
    url = await createTestDatabase();
    db = createDatabase(url);
    anchorFile = path.join(directory, `${path.basename(new URL(url).pathname)}.jsonl`);
    for (let number = 1; number <= ENTRIES; number += 1) {
      await write(number);
      if (number % 5 === 0) await anchor();
    }
  });
  afterEach(() => db.$disconnect());

  function write(number: number): Promise<void> {
    return db.$transaction((transaction) =>
      writeAuditEntry(transaction, key, {
        at: new Date(start.getTime() + number * 1_000),
        actor: { id: 'u1', email: 'grace@fjord.example' },
        action: 'connector-edited',
        connectorId: '01938f00-0000-7000-8000-000000000001',
        subjects: { runId: '01938f00-0000-7000-8000-000000000002', itemIds: ['b', 'a'] },
        details: { number, timeZone: 'Europe/Oslo', nameBefore: null, signIn: true },
      }),
    );
  }
  function anchor(): Promise<void> {
    return anchorAuditLog({ db, anchorFile, now: () => start });
  }
  /** As somebody who administers the database can. */
  async function tamper(...statements: readonly string[]): Promise<void> {
    await db.$executeRawUnsafe('ALTER TABLE audit_entries DISABLE TRIGGER USER');
    for (const statement of statements) await db.$executeRawUnsafe(statement);
    await db.$executeRawUnsafe('ALTER TABLE audit_entries ENABLE TRIGGER USER');
  }
  async function verify() {
    return verifyAuditChain(pagesOfAuditLog(db), key, await readAuditAnchors(anchorFile));
  }

  test('fits as it was written, with an anchor for each time it had grown', async () => {
    await anchor();
    await write(ENTRIES + 1);
    expect(await verify()).toEqual({
      entries: ENTRIES + 1,
      last: BigInt(ENTRIES + 1),
      anchors: 4,
      afterLastAnchor: 1,
      findings: [],
    });
  });

  test('holds when many write at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => write(100 + index)));
    expect(await verify()).toMatchObject({ entries: ENTRIES + 10, findings: [] });
  });

  test.each([
    [`actor_name = 'nobody'`],
    [`at = at + interval '1 millisecond'`],
    [`details = jsonb_set(details::jsonb, '{number}', '8')`],
    [`subjects = '{}'`],
    [`from_address = '192.0.2.1'`],
    [`connector_id = NULL`],
    [`link = sha256('')`],
  ])('a change is found at its entry: %s', async (change) => {
    await tamper(`UPDATE audit_entries SET ${change} WHERE id = 7`);
    expect((await verify()).findings).toContainEqual({ kind: 'changed', entry: 7n });
  });

  test('a link that is taken away is found', async () => {
    await tamper('UPDATE audit_entries SET link = NULL WHERE id = 7');
    expect((await verify()).findings).toContainEqual({ kind: 'unlinked', entry: 7n });
  });

  test.each([1n, 7n])('a deleted entry is found: %s', async (id) => {
    await tamper(`DELETE FROM audit_entries WHERE id = ${id}`);
    expect((await verify()).findings).toContainEqual({ kind: 'missing', from: id, to: id });
  });

  test('a deletion is found when those after it are numbered anew', async () => {
    await tamper(
      'DELETE FROM audit_entries WHERE id = 7',
      'UPDATE audit_entries SET id = id - 1000 WHERE id > 7',
      'UPDATE audit_entries SET id = id + 999 WHERE id < 0',
    );
    expect((await verify()).findings).toContainEqual({ kind: 'changed', entry: 7n });
  });

  test.each(['0', '8', '21'])('an entry that is put in as number %s is found', async (id) => {
    await tamper(
      `UPDATE audit_entries SET id = id + 1000 WHERE id >= ${id} AND ${id} > 0`,
      'UPDATE audit_entries SET id = id - 999 WHERE id > 1000',
      `INSERT INTO audit_entries SELECT ${id}, at, actor_id, actor_name, from_address, action,
         connector_id, subjects, details, link FROM audit_entries WHERE id = 3`,
    );
    expect((await verify()).findings).toContainEqual({ kind: 'changed', entry: BigInt(id) });
  });

  test('a tail that is cut off is found by the anchor', async () => {
    await tamper('DELETE FROM audit_entries WHERE id > 17');
    expect((await verify()).findings).toEqual([
      { kind: 'cut', entry: 20n, anchored: start.toISOString() },
    ]);
  });

  test('a log that is emptied is found by the anchor', async () => {
    await tamper('DELETE FROM audit_entries');
    expect((await verify()).findings).toMatchObject([{ kind: 'cut' }]);
  });

  test('a chain that is made anew without the key is found at its first entry', async () => {
    await makeAnew(Buffer.alloc(32, 8));
    const { findings } = await verify();
    expect(findings[0]).toEqual({ kind: 'changed', entry: 3n });
  });

  test('a chain that is made anew with the key is found by the anchors', async () => {
    await makeAnew(key);
    expect((await verify()).findings).toEqual(
      [5n, 10n, 15n, 20n].map((entry) => ({
        kind: 'rewritten',
        entry,
        anchored: start.toISOString(),
      })),
    );
  });

  async function makeAnew(withKey: Buffer): Promise<void> {
    await tamper(`UPDATE audit_entries SET actor_name = 'nobody' WHERE id = 3`);
    let previous: Uint8Array = Buffer.alloc(0);
    const updates: string[] = [];
    for await (const page of pagesOfAuditLog(db)) {
      for (const row of page) {
        const { link, ...rest }: AuditRow & { readonly link: Uint8Array | null } = row;
        previous = row.id < 3n ? (link ?? previous) : auditLink(withKey, previous, rest);
        const hex = Buffer.from(previous).toString('hex');
        updates.push(`UPDATE audit_entries SET link = '\\x${hex}' WHERE id = ${row.id}`);
      }
    }
    await tamper(...updates);
  }

  test('entries from before there were links are covered by the first link', async () => {
    await tamper('UPDATE audit_entries SET link = NULL', 'DELETE FROM audit_entries WHERE id = 4');
    await rm(anchorFile);
    await write(ENTRIES + 1);
    expect(await verify()).toMatchObject({ entries: ENTRIES, findings: [] });
    await tamper(`UPDATE audit_entries SET actor_name = 'nobody' WHERE id = 2`);
    expect((await verify()).findings).toEqual([{ kind: 'changed', entry: 21n }]);
  });

  test('npm run verify-audit names what is wrong and ends with 1', async () => {
    const clean = await runVerifier();
    expect(clean.text).toContain('Nothing is wrong');
    expect(clean.code).toBe(0);
    await tamper(`UPDATE audit_entries SET actor_name = 'nobody' WHERE id = 7`);
    await writeFile(anchorFile, `${await readFile(anchorFile, 'utf8')}{"format":"cust`);
    const wrong = await runVerifier();
    expect(wrong.text).toContain('entry 7 was changed');
    expect(wrong.code).toBe(1);
  }, 60_000);

  function runVerifier(): Promise<{ code: number; text: string }> {
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        ['lib/cli/verify-audit.ts', '--anchor', anchorFile],
        {
          cwd: sourceRoot,
          env: {
            ...processEnvironment(),
            NODE_ENV: 'production',
            DATABASE_URL: url,
            DATA_DIR: directory,
            AUDIT_KEY: key.toString('base64'),
          },
        },
        (_error, out, err) => {
          resolve({ code: child.exitCode ?? -1, text: `${out}${err}` });
        },
      );
    });
  }
});
