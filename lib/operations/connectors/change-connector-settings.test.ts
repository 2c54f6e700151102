import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import type { ConnectorSettingsForm } from '#lib/domain/connectors/connector-settings-form.ts';
import { startDueRuns } from '#lib/operations/runs/start-due-runs.ts';
import type { SampleConnector } from '../../../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../../prisma/seed/write-connector.ts';
import { changeConnectorSettings } from './change-connector-settings.ts';
import { pauseConnector } from './pause-connector.ts';

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

let services: TestServices;
beforeAll(async () => {
  services = await startTestServices(now);
});
beforeEach(async () => {
  await writeConnector(services.db, bergen, { now, masterKey: services.masterKey });
});
afterAll(async () => {
  await services.stop();
});

const change = (settings: ConnectorSettingsForm) =>
  changeConnectorSettings(services, { connectorId, settings, actor });

const read = async () =>
  services.db.connector.findUniqueOrThrow({
    where: { id: connectorId },
    select: {
      sourceSettings: true,
      secondLookTime: true,
      nextSecondLookAt: true,
      scheduleTime: true,
    },
  });

const countAuditEntries = () =>
  services.db.auditEntry.count({ where: { connectorId, action: 'connector-settings-changed' } });

test('the settings change, the others of the source stay, and the audit log has both states', async () => {
  const before = await read();
  await change({ afterImport: 'move', secondLookTime: '15:30' });

  expect(await read()).toMatchObject({
    sourceSettings: { host: 'sftp.telemessage.example', port: 22, afterImport: 'move' },
    secondLookTime: '15:30',
    nextSecondLookAt: new Date('2026-11-21T14:30:00Z'),
  });
  const entry = await services.db.auditEntry.findFirst({
    where: { connectorId, action: 'connector-settings-changed' },
    orderBy: { id: 'desc' },
  });
  expect(JSON.stringify(entry?.details)).toContain(before.secondLookTime);
  expect(entry?.details).toMatchObject({
    afterImport: 'move',
    afterImportBefore: 'leave',
    secondLookTime: '15:30',
  });
});

test('the second look then comes at its new time', async () => {
  await services.db.run.deleteMany({ where: { connectorId } });
  await change({ afterImport: 'leave', secondLookTime: '15:30' });
  await startDueRuns({ ...services, now: () => new Date('2026-11-21T14:29:00Z') });
  expect(await services.db.run.count({ where: { connectorId } })).toBe(0);
  await startDueRuns({ ...services, now: () => new Date('2026-11-21T14:30:00Z') });
  expect(
    await services.db.run.findMany({ where: { connectorId }, select: { trigger: true } }),
  ).toEqual([{ trigger: 'second-look' }]);
});

test('without a second look none is due, nor of a paused connector', async () => {
  await change({ afterImport: 'leave', secondLookTime: null });
  expect(await read()).toMatchObject({ secondLookTime: null, nextSecondLookAt: null });

  await pauseConnector(services, { connectorId, actor });
  await change({ afterImport: 'leave', secondLookTime: '15:30' });
  expect(await read()).toMatchObject({ secondLookTime: '15:30', nextSecondLookAt: null });
});

test('the same settings again leave no trace', async () => {
  await change({ afterImport: 'delete', secondLookTime: null });
  const entries = await countAuditEntries();
  await change({ afterImport: 'delete', secondLookTime: null });
  expect(await countAuditEntries()).toBe(entries);
});

test('the time of the import itself is refused, and so is a connector that does not exist', async () => {
  const { scheduleTime } = await read();
  await expect(
    change({ afterImport: 'leave', secondLookTime: scheduleTime }),
  ).rejects.toMatchObject({ code: 'second-look-at-import' });
  const unknown = {
    connectorId: sampleConnectorId(99),
    settings: { afterImport: 'leave', secondLookTime: null },
    actor,
  } as const;
  await expect(changeConnectorSettings(services, unknown)).rejects.toMatchObject({
    code: 'not-found',
  });
});
