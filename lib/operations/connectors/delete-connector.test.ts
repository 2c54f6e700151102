import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { actor, createTestHeldItems, maja, messageOf } from '#e2e/servers/test-held-items.ts';
import type { TestHeldItems } from '#e2e/servers/test-held-items.ts';
import { PortError } from '#lib/domain/errors.ts';
import { handlers } from '#lib/jobs/handlers.ts';
import { isConnectorNameTaken } from '#lib/db/connectors.ts';
import { startDueRuns } from '#lib/operations/runs/start-due-runs.ts';
import { deleteConnector } from './delete-connector.ts';
import { runConnectorNow } from './run-connector-now.ts';

describe('deleting a connector', () => {
  let under: TestHeldItems;
  beforeEach(async () => {
    // One is filed, one is held for want of a mailbox.
    under = await createTestHeldItems([messageOf('a'), messageOf('b', { from: maja, to: [maja] })]);
  });
  afterEach(async () => {
    await under.close();
  });

  const remove = (name = 'Test') =>
    deleteConnector(under.services, { connectorId: under.connectorId, name, actor });
  const read = () => under.db.connector.findUniqueOrThrow({ where: { id: under.connectorId } });

  test('asks for its name', async () => {
    await expect(remove('test')).rejects.toMatchObject({ code: 'name-not-confirmed' });
    expect(await read()).toMatchObject({ state: 'active' });
  });

  test('wipes its credentials and frees its name; what it filed, held and recorded stays', async () => {
    await under.work();
    const before = await under.db.auditEntry.count();
    expect(await remove(' Test ')).toEqual({ isGone: true });

    const row = await read();
    expect(row).toMatchObject({ state: 'deleted', deletedBy: actor.email, nextRunAt: null });
    expect(row.sourceSecrets).toHaveLength(0);
    expect(await isConnectorNameTaken(under.db, 'TEST')).toBe(false);
    expect(await under.countHeldNow()).toBe(1);
    expect(await under.db.evidence.count()).toBe(1);
    expect(await under.countFiled(maja.emailAddress, [under.runId])).toBe(1);
    expect(await under.db.auditEntry.count()).toBe(before + 1);
    await expect(remove()).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      runConnectorNow(under.services, { connectorId: under.connectorId, actor }),
    ).rejects.toMatchObject({ code: 'not-found' });

    // Whoever is mapped by now gets what was held.
    await under.map([
      { mobileNumber: messageOf('a').from.mobileNumber ?? '', mailbox: maja.emailAddress },
    ]);
    await under.replayAll();
    await under.work();
    expect(await under.countHeldNow()).toBe(0);
  });

  test('waits for an import in progress, which files what it has found', async () => {
    await workUntilFetching();
    expect(await remove()).toEqual({ isGone: false });
    expect(await remove()).toEqual({ isGone: false });
    expect(await read()).toMatchObject({ state: 'deleting', deletedAt: null });

    await under.work();
    expect(await under.countFiled(maja.emailAddress, [under.runId])).toBe(1);
    await startDueRuns(under.services);
    expect(await read()).toMatchObject({ state: 'deleted' });
    expect(await under.db.run.findUnique({ where: { id: under.runId } })).toMatchObject({
      state: 'completed',
    });
    expect(await under.db.auditEntry.count({ where: { action: 'connector-deleted' } })).toBe(1);
  });

  test('ends an import that has not begun yet', async () => {
    expect(await remove()).toEqual({ isGone: true });
    await under.work();
    expect(await under.db.run.findUnique({ where: { id: under.runId } })).toMatchObject({
      state: 'failed',
    });
    expect(await under.db.package.count()).toBe(0);
  });

  test('waits ten minutes for a source that is down, and leaves there what it cannot have', async () => {
    await workUntilFetching();
    await remove();
    const down = new PortError('unreachable', 'retry');
    await expect(workWithSource(down, 9)).rejects.toBe(down);
    await startDueRuns(under.services);
    expect(await read()).toMatchObject({ state: 'deleting', sourceStatus: 'unreachable' });

    await workWithSource(down, 11);
    await expectGone('unreachable');
  });

  test('does not wait for a source that only a person can mend', async () => {
    await workUntilFetching();
    const refused = new PortError('sign-in-refused', 'reauthorize');
    // The run rests before somebody deletes the connector.
    await workWithSource(refused, 0);
    expect(await readRun()).toMatchObject({ state: 'fetching', waitingFor: 'sign-in-refused' });
    expect(await remove()).toEqual({ isGone: false });
    await workWithSource(refused, 0);
    await expectGone('sign-in-held-back');
  });

  test('goes on waiting for its own disk', async () => {
    await workUntilFetching();
    await remove();
    const full = new PortError('staging-full', 'retry');
    await expect(workWithSource(full, 60)).rejects.toBe(full);
    expect(await under.db.package.count()).toBe(1);
  });

  test('leaves at the source what it was to tidy there, when its credentials are gone first', async () => {
    await under.db.connector.updateMany({ data: { sourceSettings: { afterImport: 'delete' } } });
    for (let [job] = under.jobs; job?.name.startsWith('run.tidy') === false; [job] = under.jobs) {
      await handlers[job.name](under.services, job.payload, new AbortController().signal);
      under.jobs.shift();
    }
    expect(under.jobs.map(({ name }) => name)).toContain('run.tidy-source');
    expect(await remove()).toEqual({ isGone: true });
    await under.work();
    expect((await readRun()).notices).toEqual([
      {
        code: 'source-not-tidied',
        reason: 'connector-deleted',
        count: 1,
        names: [...under.packages.keys()],
      },
    ]);
  });

  const readRun = () => under.db.run.findUniqueOrThrow({ where: { id: under.runId } });

  /** Nothing was fetched, and the run says what is left. */
  async function expectGone(reason: string): Promise<void> {
    expect(await readRun()).toMatchObject({
      state: 'completed',
      packagesFound: 0,
      findings: [],
      notices: [{ code: 'left-at-source', reason, count: 1, names: [...under.packages.keys()] }],
    });
    await startDueRuns(under.services);
    const row = await read();
    expect(row).toMatchObject({ state: 'deleted' });
    expect(row.sourceSecrets).toHaveLength(0);
    expect(await under.db.package.count()).toBe(0);
  }

  /** Does all jobs, with a source that refuses, so long after the run last got on. */
  async function workWithSource(refusal: PortError, idleMinutes: number): Promise<void> {
    const { progressAt } = await readRun();
    const services = {
      ...under.services,
      now: () => new Date(progressAt.getTime() + idleMinutes * 60_000),
      openSource: () => Promise.reject(refusal),
    };
    for (let [job] = under.jobs; job !== undefined; [job] = under.jobs) {
      await handlers[job.name](services, job.payload, new AbortController().signal);
      under.jobs.shift();
    }
  }

  async function workUntilFetching(): Promise<void> {
    const job = under.jobs.shift();
    if (job === undefined) throw new Error('no job');
    await handlers[job.name](under.services, job.payload, new AbortController().signal);
  }
});
