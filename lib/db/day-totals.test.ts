import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../prisma/seed/write-connector.ts';
import { countImportsToCome, listDayTotals } from './day-totals.ts';

const now = new Date('2026-11-21T08:00:00Z');

let db: Database;
beforeAll(async () => {
  db = createDatabase(await createTestDatabase());
  for (const connector of sampleConnectors) {
    await writeConnector(db, connector, { now, masterKey: Buffer.alloc(32) });
  }
});
afterAll(async () => {
  await db.$disconnect();
});

/** What the runs themselves say. */
async function counted() {
  const { _sum, _count } = await db.run.aggregate({
    where: { finishedAt: { not: null } },
    _count: { _all: true },
    _sum: { imported: true, partiallyImported: true, skipped: true, failed: true, held: true },
  });
  const green = await db.run.count({ where: { state: 'completed' } });
  return { runs: _count._all, notGreen: _count._all - green, ..._sum };
}

async function summed() {
  const days = await listDayTotals(db, '2000-01-01');
  const sum = (name: Exclude<keyof (typeof days)[number], 'day'>) =>
    days.reduce((total, day) => total + day[name], 0);
  return {
    runs: sum('runs'),
    notGreen: sum('notGreen'),
    imported: sum('imported'),
    partiallyImported: sum('partiallyImported'),
    skipped: sum('skipped'),
    failed: sum('failed'),
    held: sum('held'),
  };
}

test('the totals of all days are those of all finished runs', async () => {
  expect(await summed()).toEqual(await counted());
  expect((await counted()).imported).toBeGreaterThan(0);
});

test('they stay so when a run closes, is counted anew, or goes', async () => {
  const active = await db.run.findFirstOrThrow({ where: { state: 'delivering' } });
  const closed = { state: 'not-reconciled', finishedAt: now };
  await db.run.update({ where: { id: active.id }, data: closed, select: { id: true } });
  expect(await summed()).toEqual(await counted());

  await db.run.update({
    where: { id: active.id },
    data: { imported: { increment: 7 }, state: 'completed' },
    select: { id: true },
  });
  expect(await summed()).toEqual(await counted());

  const before = (await counted()).runs;
  await writeConnector(
    db,
    { number: 1, name: 'Bergen', state: 'active', sourceStatus: 'connected', runs: [] },
    { now, masterKey: Buffer.alloc(32) },
  );
  expect((await counted()).runs).toBeLessThan(before);
  expect(await summed()).toEqual(await counted());
});

test('a day is that of the end of its runs, in UTC', async () => {
  const finishedAt = new Date('2026-11-20T23:59:59Z');
  await db.run.updateMany({
    where: { connectorId: sampleConnectorId(4), finishedAt: { not: null } },
    data: { finishedAt },
  });

  const days = (await listDayTotals(db, '2026-11-20')).map(({ day }) => day);
  expect(days).toContain('2026-11-20');
  expect(days.every((day) => day >= '2026-11-20')).toBe(true);
});

test('imports to come are those in progress, and those of active connectors that are due', async () => {
  const { active, due } = await countImportsToCome(db, new Date('2026-11-22T08:00:00Z'));
  expect(active).toBe(await db.run.count({ where: { finishedAt: null } }));
  expect(due).toBe(await db.connector.count({ where: { state: 'active' } }));
  expect((await countImportsToCome(db, now)).due).toBe(0);
});
