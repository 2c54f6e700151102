import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { indexMailboxes } from '#lib/domain/matching/mailbox-index.ts';
import { matchItem } from '#lib/domain/matching/match-item.ts';
import { matchingRulesFor } from './matching-rules.ts';

const JONAS = 'jonas@fjord.example';
const MAJA = 'maja@fjord.example';
const OTHERS = 300;
const day = (text: string) => new Date(`${text}T00:00:00Z`);

let db: Database;
const versionIds: string[] = [];

beforeAll(async () => {
  db = createDatabase(await createTestDatabase());
  const connectorId = await insertTestConnector(db, {
    masterKey: Buffer.alloc(32),
    sourceSettings: {},
    sourceSecrets: { username: 'u', password: 'p' },
    destinationKind: 'memory',
  });
  const upload = async (number: number, createdAt: Date, rows: readonly object[]) => {
    const others = Array.from({ length: OTHERS }, (_, index) => ({
      line: index + 10,
      mobileNumber: String(4_670_100 + index),
      mailbox: `åse.${index}@fjord.example`,
    }));
    const all = [...rows, ...others].map((row) => ({
      line: 0,
      mobileNumber: '4670001',
      mailbox: '',
      ...row,
    }));
    const { id } = await db.mappingVersion.create({
      data: {
        connectorId,
        number,
        fileName: 'mapping.csv',
        sha256: '',
        rowCount: OTHERS + rows.length,
        author: 'test',
        createdAt,
        pages: { create: mappingPagesOf(all) },
      },
      select: { id: true },
    });
    versionIds.push(id);
  };
  await upload(1, day('2026-01-01'), [{ line: 2, mailbox: JONAS }]);
  await upload(2, day('2026-03-20'), [
    { line: 2, mailbox: JONAS, holdsUntil: day('2026-03-10') },
    { line: 3, mailbox: MAJA, holdsFrom: day('2026-03-10') },
  ]);
  await upload(3, day('2026-05-01'), [{ line: 4, mailbox: MAJA }]);
});
afterAll(() => db.$disconnect());

/** Who the message of that day is for, as decided by a run with that version. */
async function decide(version: number, at: string, alsoAsked: readonly string[] = []) {
  const [first, ...others] = ['4670001', ...alsoAsked].map((mobileNumber) => ({
    displayName: null,
    mobileNumber,
    emailAddress: null,
    role: 'to' as const,
  }));
  const item = { eventAt: day(at), participants: first === undefined ? [] : [first] };
  const mailboxes = await indexMailboxes(directory());
  const run = {
    mappingVersionId: versionIds[version - 1] ?? '',
    connector: { automaticMapping: true },
  };
  const items = [item, { participants: others }];
  const rules = await matchingRulesFor({ db }, run, { mailboxes, items });
  const [decision] = matchItem(item, rules).mailboxes;
  const decidedBy = versionIds.indexOf(decision?.mappingVersionId ?? '') + 1;
  return `${decision?.mailbox ?? 'nobody'}, version ${decidedBy}, line ${decision?.mappingLine ?? 0}`;
}

async function* directory() {
  yield { address: JONAS, aliases: [] };
  yield await Promise.resolve({ address: MAJA, aliases: [] });
}

const expected = [
  ['2026-02-01', `${JONAS}, version 2, line 2`],
  ['2026-03-12', `${MAJA}, version 2, line 3`],
  ['2026-06-01', `${MAJA}, version 3, line 4`],
] as const;

describe('the rules for a batch of items', () => {
  it('know no version that was uploaded after the run began', async () => {
    expect(await decide(1, '2026-03-12')).toBe(`${JONAS}, version 1, line 2`);
  });

  it('know every version up to that of the run', async () => {
    for (const [at, holder] of expected) expect(await decide(3, at)).toBe(holder);
  });

  it('say the same once so much was asked that the files are kept in memory', async () => {
    const all = Array.from({ length: OTHERS }, (_, index) => String(4_670_100 + index));
    await decide(3, '2026-06-01', all);
    // What is in memory needs no database: these rows would be missed otherwise.
    await db.mappingPage.deleteMany();

    for (const [at, holder] of expected) expect(await decide(3, at)).toBe(holder);
  });
});
