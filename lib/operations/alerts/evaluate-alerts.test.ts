import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { evaluateAlerts } from './evaluate-alerts.ts';
import { saveChannel } from './save-channel.ts';
import { saveRule } from './save-rule.ts';
import { snoozeAlert } from './snooze-alert.ts';

const actor = { id: 'u1', email: 'oscar.dahl@fjord.example' };
/** A Wednesday morning; the connector's zone is UTC. */
const wednesday = new Date('2026-11-18T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('the look at alerts', () => {
  let at = wednesday;
  let under: TestImport;

  beforeEach(async () => {
    at = wednesday;
    under = await createTestImport({
      destination: openMemoryDestination(),
      mailboxes: [],
      now: () => at,
    });
    await under.db.connector.update({
      where: { id: under.connectorId },
      data: { createdAt: new Date('2026-01-01T00:00:00Z') },
    });
    await saveChannel(under.services, {
      channelId: null,
      form: { kind: 'email', name: 'Operators', language: 'en', recipients: ['ops@fjord.example'] },
      actor,
    });
  });
  afterEach(async () => {
    await under.close();
  });

  async function look() {
    await evaluateAlerts(under.services);
    return under.db.alert.findMany({ orderBy: { id: 'asc' } });
  }

  async function told() {
    const rows = await under.db.alertDelivery.findMany({ orderBy: { id: 'asc' } });
    return rows.map(({ event, alertIds }) => ({ event, alerts: alertIds.length }));
  }

  async function setSource(sourceStatus: string) {
    await under.db.connector.update({ where: { id: under.connectorId }, data: { sourceStatus } });
  }

  async function addRun(run: object, createdAt = at) {
    await under.db.run.create({
      data: {
        connectorId: under.connectorId,
        trigger: 'schedule',
        state: 'completed',
        windowStart: new Date(createdAt.getTime() - DAY_MS),
        windowEnd: createdAt,
        createdAt,
        finishedAt: createdAt,
        findings: [],
        ...run,
      },
    });
  }

  test('a deployment that is well has no alert', async () => {
    await addRun({ packagesFound: 1, itemsAvailable: 10, availableForImport: 10, imported: 10 });
    expect(await look()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  test('opens one alert, tells once, and tells of the recovery', async () => {
    await setSource('sign-in-failed');
    await look();
    at = new Date(at.getTime() + MINUTE_MS);
    const open = await look();
    expect(open).toMatchObject([
      {
        rule: 'source-failing',
        connectorId: under.connectorId,
        state: 'open',
        openedAt: wednesday,
      },
    ]);
    expect(await told()).toEqual([{ event: 'opened', alerts: 1 }]);
    expect(under.jobs.filter(({ name }) => name === 'alerts.deliver')).toHaveLength(1);

    await setSource('connected');
    expect(await look()).toMatchObject([{ state: 'recovered', endedAt: at }]);
    expect(await told()).toEqual([
      { event: 'opened', alerts: 1 },
      { event: 'recovered', alerts: 1 },
    ]);
  });

  test('two workers that look at once open one alert', async () => {
    await setSource('sign-in-failed');
    await Promise.all([evaluateAlerts(under.services), evaluateAlerts(under.services)]);
    expect(await under.db.alert.count()).toBe(1);
    expect(await told()).toEqual([{ event: 'opened', alerts: 1 }]);
  });

  test('a source that is away for a while only alerts when it stays away', async () => {
    await setSource('unreachable');
    expect(await look()).toMatchObject([{ state: 'pending' }]);
    await setSource('connected');
    expect(await look()).toEqual([]);

    await setSource('unreachable');
    await look();
    at = new Date(at.getTime() + 15 * MINUTE_MS);
    expect(await look()).toMatchObject([{ state: 'open' }]);
    expect(await told()).toEqual([{ event: 'opened', alerts: 1 }]);
  });

  test('what one look finds of many connectors is one message', async () => {
    for (const name of ['Second', 'Third']) {
      await insertTestConnector(under.db, {
        name,
        masterKey: under.services.masterKey,
        sourceSettings: {},
        sourceSecrets: {},
        destinationKind: 'memory',
      });
    }
    await under.db.connector.updateMany({ data: { sourceStatus: 'sign-in-failed' } });
    expect(await look()).toHaveLength(3);
    expect(await told()).toEqual([{ event: 'opened', alerts: 3 }]);
  });

  test('silence on a working day is an alert in the evening, and a package ends it', async () => {
    expect(await look()).toEqual([]);
    at = new Date('2026-11-18T18:00:00Z');
    expect(await look()).toMatchObject([{ rule: 'no-package', state: 'open' }]);
    at = new Date('2026-11-19T05:00:00Z');
    expect(await look()).toMatchObject([{ state: 'open' }]);
    await addRun({ packagesFound: 1, itemsAvailable: 3, availableForImport: 3, imported: 3 });
    expect(await look()).toMatchObject([{ state: 'recovered' }]);
  });

  test('far less than the median of six Wednesdays is an alert', async () => {
    for (const [week, itemsAvailable] of [100, 110, 90, 105, 95, 4000].entries()) {
      await addRun({ itemsAvailable }, new Date(wednesday.getTime() - (week + 1) * 7 * DAY_MS));
    }
    // Tuesdays say nothing of Wednesdays.
    await addRun({ itemsAvailable: 5 }, new Date(wednesday.getTime() - DAY_MS));
    await addRun({ packagesFound: 1, itemsAvailable: 30 });
    at = new Date('2026-11-18T18:30:00Z');
    expect(await look()).toMatchObject([
      { rule: 'far-less', facts: { count: 30, total: 103, percent: 29 } },
    ]);
  });

  test('findings of an import alert by what they are, with the run', async () => {
    await addRun({
      state: 'not-reconciled',
      packagesFound: 2,
      packagesRefused: 1,
      availableForImport: 100,
      failed: 2,
      held: 6,
      findings: [
        { code: 'package-refused', found: 1 },
        { code: 'items-differ-from-manifests', expected: 100, found: 99 },
        { code: 'missing-in-mailbox', mailbox: 'a@fjord.example' },
      ],
    });
    const alerts = await look();
    expect(alerts.map(({ rule }) => rule).toSorted()).toEqual([
      'counts-differ',
      'failure-rate',
      'held-rate',
      'not-reconciled',
      'package-refused',
    ]);
    const { id } = await under.db.run.findFirstOrThrow();
    expect(new Set(alerts.map(({ runId }) => runId))).toEqual(new Set([id]));

    at = new Date(at.getTime() + DAY_MS);
    await addRun({ trigger: 'replay', availableForImport: 6, imported: 6 });
    expect(new Set((await look()).map(({ state }) => state))).toEqual(new Set(['open']));
    await addRun({ packagesFound: 1, availableForImport: 100, imported: 100 });
    expect(new Set((await look()).map(({ state }) => state))).toEqual(new Set(['recovered']));
  });

  test('consent that Microsoft refuses alerts for the deployment', async () => {
    await addRun({ state: 'delivering', waitingFor: 'graph-access-denied', finishedAt: null });
    expect(await look()).toMatchObject([{ rule: 'consent-failing', connectorId: null }]);
  });

  test('a rule that is turned off closes its alert without a word', async () => {
    await setSource('sign-in-failed');
    await look();
    const rule = { rule: 'source-failing', connectorId: under.connectorId, actor } as const;
    await saveRule(under.services, { ...rule, setting: { isOn: false, parameters: {} } });
    expect(await look()).toMatchObject([{ state: 'closed' }]);
    expect(await told()).toEqual([{ event: 'opened', alerts: 1 }]);
    await saveRule(under.services, { ...rule, setting: null });
    expect(await look()).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  test('a deleted connector’s alert is over', async () => {
    await setSource('sign-in-failed');
    await look();
    await under.db.connector.update({
      where: { id: under.connectorId },
      data: { state: 'deleted', deletedAt: at, deletedBy: 'test' },
    });
    expect(await look()).toMatchObject([{ state: 'closed' }]);
  });

  test('a snoozed alert and the next one like it are told of when the snooze is over', async () => {
    await setSource('sign-in-failed');
    const [alert] = await look();
    await snoozeAlert(under.services, { alertId: alert?.id ?? '', hours: 8, actor });
    await setSource('connected');
    await look();
    await setSource('sign-in-failed');
    await look();
    expect(await told()).toEqual([
      { event: 'opened', alerts: 1 },
      { event: 'recovered', alerts: 1 },
    ]);
    at = new Date(at.getTime() + 8 * 60 * MINUTE_MS);
    await look();
    expect((await told()).slice(2)).toEqual([{ event: 'opened', alerts: 1 }]);
  });

  test('acknowledging is recorded once, with who did it', async () => {
    await setSource('sign-in-failed');
    const [alert] = await look();
    const alertId = alert?.id ?? '';
    await acknowledgeAlert(under.services, { alertId, actor });
    await acknowledgeAlert(under.services, {
      alertId,
      actor: { id: 'u2', email: 'other@x.example' },
    });
    expect(await look()).toMatchObject([{ acknowledgedBy: actor.email, state: 'open' }]);
    expect(await under.db.auditEntry.count({ where: { action: 'alert-acknowledged' } })).toBe(1);
    await setSource('connected');
    await look();
    const late = acknowledgeAlert(under.services, { alertId, actor });
    await expect(late).rejects.toMatchObject({ code: 'alert-ended' });
  });
});
