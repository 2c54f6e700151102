import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../../prisma/seed/sample-connectors.ts';
import { sampleRunId } from '../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../prisma/seed/write-connector.ts';
import {
  isConsentMissing,
  listHeldItemCounts,
  listTroubledRuns,
  listTroubledSources,
  listWaitingRuns,
} from './attention.ts';

const now = new Date('2026-11-21T08:00:00Z');
const needs = (tenantId: string) => ({ tenantId, permissions: ['Mail.ReadWrite'] as const });

describe('what needs attention', () => {
  let db: Database;
  beforeAll(async () => {
    db = createDatabase(await createTestDatabase());
  });
  afterAll(async () => {
    await db.$disconnect();
  });

  test('is nothing while there is no connector', async () => {
    expect(await isConsentMissing(db, needs('fjord'))).toBe(false);
    expect(await listTroubledRuns(db)).toEqual([]);
    expect(await listHeldItemCounts(db)).toEqual([]);
  });

  test('is every source, last run and held item that does not stand well', async () => {
    for (const connector of sampleConnectors) {
      await writeConnector(db, connector, { now, masterKey: Buffer.alloc(32) });
    }

    expect((await listTroubledSources(db)).map(({ sourceStatus }) => sourceStatus)).toEqual(
      expect.arrayContaining(['unreachable', 'sign-in-failed']),
    );
    expect(await listTroubledRuns(db)).toEqual([
      expect.objectContaining({
        runId: sampleRunId(3, 1),
        state: 'not-reconciled',
        packagesRefused: 1,
        findings: 2,
      }),
      expect.objectContaining({ runId: sampleRunId(5, 1), state: 'failed', findings: 0 }),
    ]);
    const counts = await listHeldItemCounts(db);
    const [oslo] = counts.filter(({ connectorName }) => connectorName.endsWith('Oslo'));
    const held = { connectorId: oslo?.connectorId ?? '', state: 'held' };
    expect(oslo?.count).toBe(await db.item.count({ where: held }));
    expect(oslo?.count).toBeGreaterThan(0);
  });

  test('is an import that waits, unless its source says so already', async () => {
    expect(await listWaitingRuns(db)).toEqual([]);

    await db.run.update({
      where: { id: sampleRunId(2, 1) },
      data: { waitingFor: 'throttled' },
      select: { id: true },
    });
    expect(await listWaitingRuns(db)).toMatchObject([
      { id: sampleRunId(2, 1), waitingFor: 'throttled' },
    ]);
  });

  test('is the consent of the tenant, until it is there', async () => {
    expect(await isConsentMissing(db, needs('fjord'))).toBe(true);

    const granted = { permissions: ['Mail.ReadWrite'], grantedBy: 'grace', grantedAt: now };
    await db.consent.create({ data: { tenantId: 'fjord', ...granted } });
    expect(await isConsentMissing(db, needs('fjord'))).toBe(false);
    expect(await isConsentMissing(db, needs('somebody-else'))).toBe(true);
    expect(await isConsentMissing(db, { tenantId: 'somebody-else', permissions: [] })).toBe(false);
  });
});
