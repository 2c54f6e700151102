import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations, diffSchemas, migratedSchemaFile } from '#lib/db/migrations.ts';
import { schemaFile } from '#lib/db/schema-engine.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';

let client: pg.Client;
let url: string;

beforeAll(async () => {
  url = await createTestDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

test('schema.prisma says nothing that no migration does', async () => {
  const [from, to] = await Promise.all([
    readFile(migratedSchemaFile, 'utf8'),
    readFile(schemaFile, 'utf8'),
  ]);
  expect(await diffSchemas(url, { from, to })).toBe('');
  const withMore = to.replace('@@map("consents")', 'note String?\n@@map("consents")');
  expect(await diffSchemas(url, { from, to: withMore })).toContain(
    'ALTER TABLE "consents" ADD COLUMN     "note" TEXT',
  );
});

test('migrating a second time changes nothing', async () => {
  expect(await applyMigrations(url)).toEqual([]);
});

test('migrations leave the record that Prisma itself keeps', async () => {
  const { rows } = await client.query(
    'SELECT migration_name, applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1',
  );
  expect(rows[0]).toEqual({
    migration_name: '20261121000000_rows',
    applied_steps_count: 1,
    finished: true,
  });
});

test.for([
  ['items_source_item_once', "WHERE (state <> 'skipped'::text)"],
  ['runs_one_active', 'WHERE (state = ANY'],
  ['deliveries_item_mailbox_once', 'NULLS NOT DISTINCT'],
])('the index %s is there, with %s', async ([name, clause]) => {
  const { rows } = await client.query<{ indexdef: string }>(
    'SELECT indexdef FROM pg_indexes WHERE indexname = $1',
    [name],
  );
  expect(rows[0]?.indexdef).toContain('CREATE UNIQUE INDEX');
  expect(rows[0]?.indexdef).toContain(clause);
});
