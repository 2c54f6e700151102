import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import type { SampleConnector } from '../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId, sampleRunId } from '../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../prisma/seed/write-connector.ts';
import { bumpRunCounters } from './run-counters.ts';
import { findRunCurves, recordCurvePoint } from './run-curves.ts';
import { findRunPaces } from './run-paces.ts';
import { moveRun } from './runs.ts';

const now = new Date('2026-11-21T08:00:00Z');
const connectorId = sampleConnectorId(1);
const runId = sampleRunId(1, 2);
const connector: SampleConnector = {
  number: 1,
  name: 'Bergen',
  state: 'active',
  sourceStatus: 'connected',
  runs: [
    { minutesAgo: 3000, state: 'completed', packages: [{ items: 30 }] },
    { minutesAgo: 1500, state: 'completed', packages: [] },
    { minutesAgo: 1, state: 'fetching', packages: [{ items: 20 }, { items: 0, state: 'found' }] },
  ],
};
/** Of the run in progress, as the seed writes it. */
const fetchStarted = now.getTime() - 58_000;
const after = (seconds: number) => new Date(fetchStarted + seconds * 1000);

let db: Database;
beforeAll(async () => {
  db = createDatabase(await createTestDatabase());
  await writeConnector(db, connector, { now, masterKey: Buffer.alloc(32) });
});
afterAll(async () => {
  await db.$disconnect();
});

const curve = async () => (await findRunCurves(db, [runId])).get(runId)?.points ?? [];

test('a run has a point a second however often its counters change, and one at the end of a stage', async () => {
  expect(await curve()).toEqual([]);
  for (const seconds of [10, 10.2, 10.4, 12]) {
    await bumpRunCounters(db, runId, { now: after(seconds), itemsAvailable: 5 });
  }
  expect(await curve()).toEqual([
    { second: 10, itemsRead: 25, delivered: 0 },
    { second: 12, itemsRead: 40, delivered: 0 },
  ]);

  await bumpRunCounters(db, runId, { now: after(12.2), itemsAvailable: 3 });
  await moveRun(db, runId, { from: 'fetching', to: 'delivering', now: after(12.3) });
  expect((await curve()).at(-1)).toEqual({ second: 12, itemsRead: 43, delivered: 0 });
  expect(await curve()).toHaveLength(2);
});

test('a clock that goes back adds nothing, and a run that has not begun has no curve', async () => {
  await recordCurvePoint(db, runId, { now: after(3) });
  expect((await curve()).map(({ second }) => second)).toEqual([10, 12]);

  await db.run.update({ where: { id: runId }, data: { fetchStartedAt: null } });
  await recordCurvePoint(db, runId, { now: after(40) });
  expect(await curve()).toHaveLength(2);
  await recordCurvePoint(db, sampleConnectorId(99), { now });
});

test('the pace of a run knows its packages, and the last import that delivered something', async () => {
  const pace = (await findRunPaces(db, [{ id: runId, connectorId }])).get(runId);
  const last = await db.run.findUniqueOrThrow({
    where: { id: sampleRunId(1, 0) },
    select: { imported: true },
  });

  expect(pace?.curve?.points).toHaveLength(2);
  expect(pace?.packageBytes?.total).toBeGreaterThan(pace?.packageBytes?.counted ?? 0);
  expect(pace?.packageBytes?.counted).toBeGreaterThan(0);
  expect(pace?.past).toEqual({
    deliveries: last.imported,
    deliverSeconds: 156,
    reconcileSeconds: 14,
  });
  expect(await findRunPaces(db, [])).toEqual(new Map());
});
