import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { startDueRuns } from '#lib/operations/runs/start-due-runs.ts';
import type { SampleConnector } from '../../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../../prisma/seed/write-connector.ts';
import { pauseConnector } from './pause-connector.ts';
import { resumeConnector } from './resume-connector.ts';
import { runConnectorNow } from './run-connector-now.ts';

const now = new Date('2026-11-21T08:00:00Z');
const bergen: SampleConnector = {
  number: 1,
  name: 'Bergen',
  state: 'active',
  sourceStatus: 'connected',
  runs: [],
};
const connectorId = sampleConnectorId(bergen.number);
const actor = { id: 'u1', email: 'grace.lind@fjord.example' };

describe('a connector', () => {
  let services: TestServices;
  beforeAll(async () => {
    services = await startTestServices(now);
  });
  beforeEach(async () => {
    const { masterKey } = services;
    await writeConnector(services.db, bergen, { now, masterKey });
  });
  afterAll(async () => {
    await services.stop();
  });

  const read = async () =>
    services.db.connector.findUniqueOrThrow({
      where: { id: connectorId },
      select: { state: true, nextRunAt: true },
    });

  test('that is paused is not due, and is again at its next time of day when it is resumed', async () => {
    await pauseConnector(services, { connectorId, actor });
    expect(await read()).toEqual({ state: 'paused', nextRunAt: null });

    await resumeConnector(services, { connectorId, actor });
    expect(await read()).toEqual({
      state: 'active',
      nextRunAt: new Date('2026-11-22T05:00:00Z'),
    });
  });

  test('that is paused starts no run when its time comes', async () => {
    await pauseConnector(services, { connectorId, actor });
    const muchLater = new Date('2026-12-24T12:00:00Z');
    await startDueRuns({ ...services, now: () => muchLater });

    expect(await services.db.run.count({ where: { connectorId } })).toBe(0);
  });

  test('can be paused and resumed twice without harm', async () => {
    await pauseConnector(services, { connectorId, actor });
    await pauseConnector(services, { connectorId, actor });
    await resumeConnector(services, { connectorId, actor });
    const { nextRunAt } = await read();
    const later = { ...services, now: () => new Date('2026-11-25T12:00:00Z') };
    await resumeConnector(later, { connectorId, actor });

    expect(await read()).toEqual({ state: 'active', nextRunAt });
  });

  test('run by hand has a run and its job, with who asked', async () => {
    const { runId } = await runConnectorNow(services, { connectorId, actor });

    expect(
      await services.db.run.findUnique({
        where: { id: runId },
        select: { trigger: true, startedBy: true, state: true },
      }),
    ).toEqual({ trigger: 'manual', startedBy: actor.email, state: 'queued' });
    expect(await services.listJobs('run.start')).toContainEqual({ runId });
  });

  test('is not run twice at once, however fast somebody clicks', async () => {
    const clicks = await Promise.allSettled(
      Array.from({ length: 5 }, () => runConnectorNow(services, { connectorId, actor })),
    );

    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(clicks.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'run-already-active' },
    });
  });

  test('that is paused is not run by hand', async () => {
    await pauseConnector(services, { connectorId, actor });

    await expect(runConnectorNow(services, { connectorId, actor })).rejects.toMatchObject({
      code: 'connector-paused',
    });
  });

  test('that does not exist is refused by every verb', async () => {
    const unknown = sampleConnectorId(99);
    const refusal = { code: 'not-found' };

    await expect(pauseConnector(services, { connectorId: unknown, actor })).rejects.toMatchObject(
      refusal,
    );
    await expect(resumeConnector(services, { connectorId: unknown, actor })).rejects.toMatchObject(
      refusal,
    );
    await expect(runConnectorNow(services, { connectorId: unknown, actor })).rejects.toMatchObject(
      refusal,
    );
  });
});
