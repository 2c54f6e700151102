import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import type { SampleConnector } from '../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId, sampleRunId } from '../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../prisma/seed/write-connector.ts';
import { everyConnector } from '#lib/domain/connectors/connector-list-search.ts';
import {
  countConnectors,
  findConnectorDetails,
  listConnectorPage,
  listConnectorsById,
} from './connector-list.ts';

const now = new Date('2026-11-21T08:00:00Z');
const idle = { state: 'active', sourceStatus: 'connected', runs: [] } as const;
const page = {
  ...everyConnector,
  sort: 'name',
  direction: 'ascending',
  skip: 0,
  take: 25,
} as const;

const connectors: readonly SampleConnector[] = [
  {
    ...idle,
    number: 1,
    name: 'bergen 100%',
    runs: [
      { minutesAgo: 600, state: 'completed', packages: [{ items: 3 }] },
      { minutesAgo: 300, state: 'not-reconciled', packages: [{ items: 2 }] },
      { minutesAgo: 2, state: 'fetching', packages: [{ items: 4 }, { items: 0, state: 'found' }] },
    ],
  },
  {
    ...idle,
    number: 2,
    name: 'Aarhus',
    sourceStatus: 'unreachable',
    runs: [{ minutesAgo: 90, state: 'completed', packages: [] }],
  },
  { ...idle, number: 3, name: 'Copenhagen', state: 'paused' },
];

describe('the list of connectors', () => {
  let db: Database;
  beforeAll(async () => {
    db = createDatabase(await createTestDatabase());
    for (const connector of connectors) {
      await writeConnector(db, connector, { now, masterKey: Buffer.alloc(32) });
    }
  });
  afterAll(async () => {
    await db.$disconnect();
  });

  const names = async (search: Partial<Parameters<typeof listConnectorPage>[1]>) =>
    (await listConnectorPage(db, { ...page, ...search })).map(({ name }) => name);

  test('is in the order asked for, with what has no value last', async () => {
    expect(await names({})).toEqual(['Aarhus', 'bergen 100%', 'Copenhagen']);
    expect(await names({ direction: 'descending' })).toEqual([
      'Copenhagen',
      'bergen 100%',
      'Aarhus',
    ]);
    expect(await names({ sort: 'last-import', direction: 'descending' })).toEqual([
      'Aarhus',
      'bergen 100%',
      'Copenhagen',
    ]);
    expect(await names({ sort: 'next-import' })).toEqual(['Aarhus', 'bergen 100%', 'Copenhagen']);
    expect(await names({ sort: 'status', direction: 'descending' })).toEqual([
      'Aarhus',
      'bergen 100%',
      'Copenhagen',
    ]);
  });

  test('is cut into pages and counted as a whole', async () => {
    expect(await names({ skip: 1, take: 1 })).toEqual(['bergen 100%']);
    expect(await countConnectors(db, everyConnector)).toBe(3);
  });

  test('finds a part of a name in any case, and takes its wildcards as they are', async () => {
    expect(await names({ name: 'EN' })).toEqual(['bergen 100%', 'Copenhagen']);
    expect(await names({ name: '0%' })).toEqual(['bergen 100%']);
    expect(await names({ name: '_' })).toEqual([]);
    expect(await countConnectors(db, { ...everyConnector, name: '%' })).toBe(1);
  });

  test('is narrowed down by kind and by what a connector does or how its source stands', async () => {
    expect(await names({ status: 'importing' })).toEqual(['bergen 100%']);
    expect(await names({ status: 'paused' })).toEqual(['Copenhagen']);
    expect(await names({ status: 'unreachable', kind: 'telegram' })).toEqual(['Aarhus']);
    expect(await names({ status: 'connected', sort: 'items' })).toEqual([
      'bergen 100%',
      'Copenhagen',
    ]);
    expect(await names({ kind: 'whatsapp' })).toEqual([]);
    expect(await countConnectors(db, { ...everyConnector, status: 'importing' })).toBe(1);
  });

  test('gives the connectors of a page as they stand now, without those that are gone', async () => {
    const ids = [sampleConnectorId(3), sampleConnectorId(1), sampleConnectorId(99)];
    const found = await listConnectorsById(db, ids);

    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids.slice(0, 2)));
    expect(found.find(({ id }) => id === sampleConnectorId(1))?.activeRun?.id).toBe(
      sampleRunId(1, 2),
    );
  });

  test('shows the last finished run beside the one in progress', async () => {
    const [bergen] = await listConnectorPage(db, { ...page, name: 'bergen' });

    expect(bergen?.lastRun).toMatchObject({ id: sampleRunId(1, 1), state: 'not-reconciled' });
    expect(bergen?.activeRun).toMatchObject({
      id: sampleRunId(1, 2),
      state: 'fetching',
      packagesFound: 2,
      packagesDone: 1,
      itemsAvailable: 4,
    });
  });

  test('has no run for a connector that has had none', async () => {
    const [copenhagen] = await listConnectorPage(db, { ...page, name: 'copen' });

    expect(copenhagen).toMatchObject({ lastRun: null, activeRun: null, nextRunAt: null });
  });

  test('never reads the secrets or the settings of the source', async () => {
    const [first] = await listConnectorPage(db, page);
    const details = await findConnectorDetails(db, sampleConnectorId(1));

    for (const row of [first, details]) {
      expect(row).not.toHaveProperty('sourceSecrets');
      expect(row).not.toHaveProperty('sourceSettings');
    }
  });

  test('gives the details of one connector, or null', async () => {
    expect(await findConnectorDetails(db, sampleConnectorId(1))).toMatchObject({
      name: 'bergen 100%',
      scheduleTime: '06:00',
      mappingVersions: [{ number: 1, fileName: 'telegram-users.csv', rowCount: 3 }],
    });
    expect(await findConnectorDetails(db, sampleConnectorId(99))).toBeNull();
  });
});
