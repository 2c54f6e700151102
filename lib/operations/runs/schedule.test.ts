import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { backfillConnector } from '#lib/operations/connectors/backfill-connector.ts';
import { pauseConnector } from '#lib/operations/connectors/pause-connector.ts';
import { resumeConnector } from '#lib/operations/connectors/resume-connector.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { startDueRuns } from './start-due-runs.ts';

const actor = { id: 'u1', email: 'grace@fjord.example' };
const maja = { name: 'Maja', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const monday = new Date('2026-11-23T06:00:00Z');
const MINUTE_MS = 60_000;

describe('the schedule', () => {
  let at = monday;
  let refusal: PortError | null = null;
  let signIns = 0;
  let beforeSignIn = () => {};
  let wrap: (inner: Destination) => Destination = (inner) => inner;
  let under: TestImport;

  beforeEach(async () => {
    at = monday;
    refusal = null;
    signIns = 0;
    beforeSignIn = () => {};
    wrap = (inner) => inner;
    const inner = openMemoryDestination();
    under = await createTestImport({
      destination: { ...inner, deliver: (...args) => wrap(inner).deliver(...args) },
      mailboxes: [{ address: maja.emailAddress, aliases: [] }],
      now: () => at,
      onSignIn: () => {
        signIns += 1;
        beforeSignIn();
        if (refusal !== null) throw refusal;
      },
    });
    const { db, connectorId } = under;
    await db.connector.update({
      where: { id: connectorId },
      data: { nextRunAt: monday, scheduleTime: '06:00' },
    });
  });
  afterEach(() => under.close());

  const tick = () => startDueRuns(under.services);
  const pass = (minutes: number) => {
    at = new Date(at.getTime() + minutes * MINUTE_MS);
  };
  const listRuns = () => under.db.run.findMany({ orderBy: { createdAt: 'asc' } });
  const readConnector = () =>
    under.db.connector.findUniqueOrThrow({ where: { id: under.connectorId } });

  async function put(day: string, part = 1) {
    const name = packageName({ day, part, zippedAt: new Date(`${day}T23:00:00Z`) });
    const eml = buildEml({
      messageId: `${day}.${part}@telemessage.example`,
      date: new Date(`${day}T09:30:00Z`),
      from: maja,
      to: [maja],
      subject: 'Telegram message',
      text: 'text',
    });
    under.packages.set(name, await buildPackage({ name, items: [{ entryName: '1.eml', eml }] }));
  }

  test('starts a due run once when two workers look at the same moment', async () => {
    await Promise.all([tick(), tick(), tick()]);

    expect(await listRuns()).toMatchObject([{ trigger: 'schedule', startedBy: null }]);
    expect(under.jobs).toHaveLength(1);
    expect((await readConnector()).nextRunAt).toEqual(new Date('2026-11-24T06:00:00Z'));
  });

  test('catches up the days that were missed in one run for all of them', async () => {
    await tick();
    await under.work();
    await put('2026-11-23');
    await put('2026-11-24');
    at = new Date('2026-11-26T09:17:00Z');
    await tick();
    await under.work();

    expect(await listRuns()).toMatchObject([
      { state: 'completed', windowEnd: monday },
      { state: 'completed', imported: 2, windowStart: monday, windowEnd: at },
    ]);
    expect((await readConnector()).nextRunAt).toEqual(new Date('2026-11-27T06:00:00Z'));
  });

  test('leaves a run due while another is in progress, and starts it after that', async () => {
    await under.startRun();
    await tick();
    expect(await listRuns()).toHaveLength(1);
    expect((await readConnector()).nextRunAt).toEqual(monday);

    await under.work();
    pass(1);
    await tick();
    expect(await listRuns()).toMatchObject([{ trigger: 'manual' }, { trigger: 'schedule' }]);
  });

  test('looks a second time on the same day, and leaves no run when there is nothing new', async () => {
    await tick();
    await under.work();
    at = new Date('2026-11-23T17:00:00Z');
    await tick();
    expect(await listRuns()).toMatchObject([{ trigger: 'schedule' }, { trigger: 'second-look' }]);
    const [job] = under.jobs;
    await under.work();

    expect(await listRuns()).toMatchObject([{ trigger: 'schedule', state: 'completed' }]);
    expect(await readConnector()).toMatchObject({ nextSecondLookAt: null, sourceStatusAt: at });
    // Done again after a crash, it finds no run and no harm is done.
    if (job !== undefined) under.jobs.push(job);
    await under.work();
    expect(await listRuns()).toHaveLength(1);
  });

  test('imports what a second look finds, for all to see', async () => {
    await tick();
    await under.work();
    await put('2026-11-22');
    at = new Date('2026-11-23T17:00:00Z');
    await Promise.all([tick(), tick()]);
    await under.work();

    expect(await listRuns()).toMatchObject([
      { trigger: 'schedule' },
      { trigger: 'second-look', state: 'completed', imported: 1 },
    ]);
  });

  test('takes of a past period the packages of its days and no others', async () => {
    for (const day of ['2026-08-31', '2026-09-01', '2026-09-03', '2026-09-04']) await put(day);
    const period = { first: '2026-09-01', last: '2026-09-03' };
    const { connectorId, services } = under;
    const { runId } = await backfillConnector(services, { connectorId, ...period, actor });
    await under.work();

    expect(await under.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      trigger: 'backfill',
      startedBy: actor.email,
      state: 'completed',
      packagesFound: 2,
      imported: 2,
    });
    expect(await under.db.auditEntry.findMany()).toMatchObject([
      { action: 'backfill-started', subjects: { runId }, details: period },
    ]);
  });

  test.each([
    { first: '2026-09-03', last: '2026-09-01' },
    { first: '2026-11-20', last: '2026-11-24' },
  ])('refuses the period from $first to $last', async (period) => {
    const { connectorId, services } = under;

    await expect(
      backfillConnector(services, { connectorId, ...period, actor }),
    ).rejects.toMatchObject({ code: 'period-invalid' });
  });

  test('does not count a past period as a day that was looked at', async () => {
    const { connectorId, services } = under;
    await tick();
    await under.work();
    at = new Date('2026-11-26T08:00:00Z');
    const period = { first: '2026-11-25', last: '2026-11-25' };
    await backfillConnector(services, { connectorId, ...period, actor });
    await under.work();
    await tick();

    expect((await listRuns()).at(-1)).toMatchObject({ trigger: 'schedule', windowStart: monday });
  });

  test('waits for a refused sign-in without trying it every minute', async () => {
    for (let part = 1; part <= 5; part += 1) await put('2026-11-22', part);
    await tick();
    refusal = new PortError('sign-in-refused', 'reauthorize');
    await under.work();
    for (let minute = 0; minute < 10; minute += 1) {
      pass(1);
      await tick();
      await under.work();
    }
    expect(signIns).toBe(1);
    expect(await listRuns()).toMatchObject([{ state: 'queued', waitingFor: 'sign-in-held-back' }]);
    expect(await readConnector()).toMatchObject({ sourceStatus: 'sign-in-failed' });

    refusal = null;
    await under.db.connector.updateMany({ data: { sourceStatus: 'connected' } });
    pass(1);
    await tick();
    await under.work();
    expect(await listRuns()).toMatchObject([
      { state: 'completed', imported: 5, waitingFor: null, wakeAt: null },
    ]);
    expect(await readConnector()).toMatchObject({ sourceStatus: 'connected' });
  });

  test('wakes a run whose rest was written by a clock that ran ahead', async () => {
    await put('2026-11-22');
    await tick();
    refusal = new PortError('sign-in-refused', 'reauthorize');
    await under.work();
    await under.db.run.updateMany({ data: { wakeAt: new Date(at.getTime() + 26 * 3_600_000) } });

    refusal = null;
    await under.db.connector.updateMany({ data: { sourceStatus: 'connected' } });
    await tick();
    await under.work();
    expect(await listRuns()).toMatchObject([{ state: 'completed', imported: 1, wakeAt: null }]);
  });

  test('tries a sign-in that is refused while packages are fetched once, not once a package', async () => {
    for (let part = 1; part <= 5; part += 1) await put('2026-11-22', part);
    await tick();
    // The first sign-in lists the packages, the second is for the first of them.
    beforeSignIn = () => {
      if (signIns > 2) refusal = new PortError('sign-in-refused', 'reauthorize');
    };
    await under.work();

    expect(await listRuns()).toMatchObject([{ state: 'fetching', waitingFor: 'sign-in-refused' }]);
    expect(signIns).toBe(3);
    expect(under.jobs).toEqual([]);
  });

  test('goes on within a minute after consent that was missing has been given', async () => {
    let isConsentMissing = true;
    wrap = (inner) => ({
      ...inner,
      deliver(...args) {
        if (isConsentMissing) throw new PortError('consent-missing', 'reauthorize');
        return inner.deliver(...args);
      },
    });
    await put('2026-11-22');
    await tick();
    await under.work();
    expect(await listRuns()).toMatchObject([
      { state: 'delivering', waitingFor: 'consent-missing', imported: 0 },
    ]);
    isConsentMissing = false;
    pass(1);
    await tick();
    await under.work();

    expect(await listRuns()).toMatchObject([{ state: 'completed', waitingFor: null, imported: 1 }]);
  });

  test('stops a run in progress at the next safe point of a paused connector, until it is resumed', async () => {
    const { connectorId, services } = under;
    await put('2026-11-22');
    await tick();
    await pauseConnector(services, { connectorId, actor });
    await under.work();
    pass(60);
    await tick();
    await under.work();
    expect(await listRuns()).toMatchObject([{ state: 'queued', waitingFor: 'connector-paused' }]);
    expect(signIns).toBe(0);

    await resumeConnector(services, { connectorId, actor });
    await under.work();
    expect(await listRuns()).toMatchObject([{ state: 'completed', waitingFor: null, imported: 1 }]);
    expect(
      (await under.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action),
    ).toEqual(['connector-paused', 'connector-resumed']);
  });
});
