import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import type { SampleConnector } from '../../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../../prisma/seed/write-connector.ts';
import { performOnConnectors } from './perform-on-connectors.ts';

const now = new Date('2026-11-21T08:00:00Z');
const idle = { state: 'active', sourceStatus: 'connected', runs: [] } as const;
const connectors: readonly SampleConnector[] = [
  { ...idle, number: 1, name: 'Bergen' },
  { ...idle, number: 2, name: 'Oslo', state: 'paused' },
];
const [bergen, oslo, gone] = [1, 2, 99].map(sampleConnectorId);
const connectorIds = [bergen, oslo, gone, bergen].filter((id) => id !== undefined);
const actor = { id: 'u1', email: 'grace.lind@fjord.example' };

describe('one verb on several connectors', () => {
  let services: TestServices;
  beforeAll(async () => {
    services = await startTestServices(now);
  });
  beforeEach(async () => {
    for (const connector of connectors) {
      await writeConnector(services.db, connector, { now, masterKey: services.masterKey });
    }
  });
  afterAll(async () => {
    await services.stop();
  });

  const audited = async () =>
    (
      await services.db.auditEntry.findMany({
        where: { connectorId: { in: connectorIds } },
        orderBy: { id: 'desc' },
        take: 1,
        select: { action: true, connectorId: true },
      })
    )[0];

  test('says of each what became of it, once, and lets none stop the others', async () => {
    expect(await performOnConnectors(services, { verb: 'run', connectorIds, actor })).toEqual([
      { connectorId: bergen, outcome: 'done', code: null },
      { connectorId: oslo, outcome: 'refused', code: 'connector-paused' },
      { connectorId: gone, outcome: 'refused', code: 'not-found' },
    ]);
    expect(await audited()).toEqual({ action: 'run-started', connectorId: bergen });
    expect(await services.db.run.count({ where: { connectorId: { in: connectorIds } } })).toBe(1);

    const [again] = await performOnConnectors(services, { verb: 'run', connectorIds, actor });
    expect(again).toEqual({
      connectorId: bergen,
      outcome: 'refused',
      code: 'run-already-active',
    });
  });

  test('says where nothing had to change, and writes no entry for it', async () => {
    expect(await performOnConnectors(services, { verb: 'pause', connectorIds, actor })).toEqual([
      { connectorId: bergen, outcome: 'done', code: null },
      { connectorId: oslo, outcome: 'unchanged', code: null },
      { connectorId: gone, outcome: 'refused', code: 'not-found' },
    ]);
    expect(await audited()).toEqual({ action: 'connector-paused', connectorId: bergen });

    const resumed = await performOnConnectors(services, { verb: 'resume', connectorIds, actor });
    expect(resumed.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
    const states = await services.db.connector.findMany({
      where: { id: { in: connectorIds } },
      select: { state: true },
    });
    expect(states).toEqual([{ state: 'active' }, { state: 'active' }]);
  });
});
