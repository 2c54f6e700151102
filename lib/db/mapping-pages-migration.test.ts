import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { loadMappingRows } from '#lib/db/mapping-pages.ts';
import { findMappingHistory } from '#lib/db/mapping-rows.ts';
import { findConnectorMappingVersion } from '#lib/db/mapping-versions.ts';
import { applyMigrations } from '#lib/db/migrations.ts';

const MIGRATION = '20261121184300_mapping_pages';
const MANY = 1_000;

type OldRow = readonly [
  line: number,
  mobileNumber: string,
  mailbox: string,
  holdsFrom: string | null,
  holdsUntil: string | null,
];

/** As files of all kinds left them: in no order, a number with two holders, limits, letters beyond ASCII. */
const first: readonly OldRow[] = [
  [2, '46701234567', 'jonas@fjord.example', null, null],
  [3, '4790000001', 'first@fjord.example', null, '2026-03-01T00:00:00.000Z'],
  [4, '4790000001', 'second@fjord.example', '2026-03-01T00:00:00.000Z', null],
  [5, '1234567', 'short@fjord.example', '1969-12-31T23:59:59.999Z', '2026-06-30T12:30:00.001Z'],
  [6, '999999999999999', 'ærlig.ødegård@xn--mre-0na.example', null, null],
];
/** More than one page of numbers, by line the other way round. */
const second: readonly OldRow[] = Array.from({ length: MANY }, (_, index) => [
  index + 2,
  String(46_709_000_000 - index),
  `person.${index}@fjord.example`,
  null,
  null,
]);

describe(`the migration ${MIGRATION}`, () => {
  const [connectorId, draftId] = [randomUUID(), randomUUID()];
  const versions = { first: randomUUID(), second: randomUUID(), ofDraft: randomUUID() };
  let db: Database;

  beforeAll(async () => {
    const name = `test_${randomUUID()}`;
    const url = await createPostgresDatabase(inject('postgresUrl'), { name });
    const before = await applyMigrations(url, { before: MIGRATION });
    expect(before).not.toContain(MIGRATION);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await insertOwners(client, { connectorId, draftId });
    await insertVersion(client, { id: versions.first, connectorId, number: 1, rows: first });
    await insertVersion(client, { id: versions.second, connectorId, number: 2, rows: second });
    await insertVersion(client, { id: versions.ofDraft, draftId, number: 1, rows: first });
    await client.end();
    expect((await applyMigrations(url))[0]).toBe(MIGRATION);
    db = createDatabase(url);
  });
  afterAll(async () => {
    await db.$disconnect();
  });

  test.each([
    ['a file with all that a row can have', () => versions.first, first],
    ['a file of many pages', () => versions.second, second],
    ['a file of a draft', () => versions.ofDraft, first],
  ])('keeps every row of %s', async (_name, idOf, rows) => {
    const table = await loadMappingRows(db, idOf());
    const found = Array.from({ length: table.count }, (_, row) => table.at(row));
    expect(found.sort((one, other) => one.line - other.line)).toEqual(rows.map(toRow));
  });

  test('leaves the versions as they were, and numbers are looked up in them', async () => {
    expect(await findConnectorMappingVersion(db, connectorId)).toMatchObject({
      id: versions.second,
      number: 2,
      rowCount: MANY,
      changes: null,
      restoredFrom: null,
    });
    const known = [versions.second, versions.first].map((id) => ({ id, uploadedAt: new Date(0) }));
    const numbers = ['4790000001', '46709000000', '46708999500', '4670900', '1234567'];
    const { rowsOf } = await findMappingHistory(db, known, numbers);
    const mailboxes = (number: string, id: string) =>
      rowsOf(number, id).map(({ mailbox }) => mailbox);
    expect(mailboxes('4790000001', versions.first)).toEqual([
      'first@fjord.example',
      'second@fjord.example',
    ]);
    expect(mailboxes('46709000000', versions.second)).toEqual(['person.0@fjord.example']);
    expect(mailboxes('46708999500', versions.second)).toEqual(['person.500@fjord.example']);
    expect(mailboxes('1234567', versions.first)).toEqual(['short@fjord.example']);
    expect(mailboxes('1234567', versions.second)).toEqual([]);
    expect(mailboxes('4670900', versions.second)).toEqual([]);
  });
});

function toRow([line, mobileNumber, mailbox, from, until]: OldRow) {
  const [holdsFrom, holdsUntil] = [from, until].map((limit) => limit && new Date(limit));
  return { line, mobileNumber, mailbox, holdsFrom, holdsUntil };
}

async function insertOwners(client: pg.Client, ids: { connectorId: string; draftId: string }) {
  await client.query(
    `INSERT INTO connectors (id, kind, name, source_kind, source_settings, source_secrets,
       destination_kind, destination_settings, folder_name, automatic_mapping, largest_item_bytes,
       schedule_time, schedule_time_zone, terms_version, terms_accepted_by, terms_accepted_at,
       created_by, updated_at)
     VALUES ($1, 'telegram', 'Old', 'folder', '{}', '', 'memory', '{}', 'Telegram Archiver', true, 1,
       '06:00', 'UTC', '1', 'grace', now(), 'grace', now())`,
    [ids.connectorId],
  );
  await client.query(
    `INSERT INTO connector_drafts (id, kind, owner, answers, updated_at)
     VALUES ($1, 'telegram', 'grace', '{}', now())`,
    [ids.draftId],
  );
}

async function insertVersion(
  client: pg.Client,
  version: {
    readonly id: string;
    readonly connectorId?: string;
    readonly draftId?: string;
    readonly number: number;
    readonly rows: readonly OldRow[];
  },
) {
  const { id, connectorId = null, draftId = null, number, rows } = version;
  await client.query(
    `INSERT INTO mapping_versions (id, connector_id, draft_id, number, file_name, sha256, row_count, author)
     VALUES ($1, $2, $3, $4, 'old.csv', '', $5, 'grace')`,
    [id, connectorId, draftId, number, rows.length],
  );
  for (const row of rows) {
    await client.query(
      `INSERT INTO mapping_rows (version_id, line, mobile_number, mailbox, holds_from, holds_until)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, ...row],
    );
  }
}
