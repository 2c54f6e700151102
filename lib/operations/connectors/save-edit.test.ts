import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { findMappingHistory, listMappingVersionsUpTo } from '#lib/db/mapping-rows.ts';
import { findHolder } from '#lib/domain/matching/mapping-history.ts';
import { usualImport } from '#lib/domain/wizard/step-forms.ts';
import { saveLogin } from '#lib/operations/drafts/save-login.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { replaceMapping } from '#lib/operations/mapping-files/replace-mapping.ts';
import { restoreMapping } from '#lib/operations/mapping-files/restore-mapping.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';
import { beginEdit } from './begin-edit.ts';
import { saveEdit } from './save-edit.ts';

const now = new Date('2026-11-21T08:00:00Z');
const grace = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const settings = {
  host: '127.0.0.1',
  port: 3122,
  directory: '/',
  hostKeySha256: 'SHA256:old',
  afterImport: 'leave',
};
const file = 'External User ID,Microsoft 365 User Mailbox\n46701234567,jonas@fjord.example';
const asItIs = usualImport('UTC');

describe('editing a connector', () => {
  let services: TestServices;
  let connectorId: string;
  let name: string;
  let names = 0;

  beforeAll(async () => {
    services = await startTestServices(now);
  });
  afterAll(async () => {
    await services.stop();
  });
  beforeEach(async () => {
    names += 1;
    name = `Trading ${names}`;
    connectorId = await insertTestConnector(services.db, {
      masterKey: services.masterKey,
      name,
      sourceSettings: settings,
      sourceSecrets: { username: 'u', password: 'old' },
      destinationKind: 'memory',
    });
  });

  const begin = () => beginEdit(services, { connectorId, actor: grace });
  const save = (draftId: string, schedule = asItIs) =>
    saveEdit(services, { draftId, actor: grace, schedule });
  const read = () => services.db.connector.findUniqueOrThrow({ where: { id: connectorId } });
  const entries = () =>
    services.db.auditEntry.findMany({ where: { connectorId }, orderBy: { id: 'asc' } });
  const login = (draftId: string, fields: { name: string; password?: string }) =>
    saveLogin(services, {
      draftId,
      actor: grace,
      login: {
        name: fields.name,
        credentials: fields.password === undefined ? 'stored' : 'new',
        username: 'u',
        password: fields.password ?? '',
      },
      source: { kind: 'sftp', settings: { host: '127.0.0.1', port: 3122, directory: '/' } },
      servers: serversOnThisMachine,
      trustNewHostKey: false,
    });

  test('that changes nothing leaves no trace', async () => {
    const before = await read();
    const { draftId, kind } = await begin();
    expect(kind).toBe('telegram');
    expect(await save(draftId)).toEqual({ connectorId });
    const after = await read();
    expect({ ...after, updatedAt: null, nextRunAt: null, nextSecondLookAt: null }).toEqual({
      ...before,
      updatedAt: null,
      nextRunAt: null,
      nextSecondLookAt: null,
    });
    expect(await entries()).toEqual([]);
  });

  test('changes name, times, larger items and what happens after the import, each with its value before', async () => {
    const { draftId } = await begin();
    await login(draftId, { name: `${name} new` });
    const { versionId } = await proposeMapping(services, {
      target: { draftId },
      actor: grace,
      upload: { fileName: 'm.csv', pieces: [new TextEncoder().encode(file)] },
    });
    await saveMapping(services, {
      draftId,
      actor: grace,
      mapping: { isAutomatic: false, file: 'new' },
      versionId,
    });
    const schedule = {
      time: '07:30',
      timeZone: 'Europe/Oslo',
      secondLookTime: null,
      afterImport: 'move' as const,
      allowsLargerItems: true,
    };
    await save(draftId, schedule);
    // Clicked twice, it is saved once.
    await save(draftId, schedule);

    expect(await read()).toMatchObject({
      name: `${name} new`,
      automaticMapping: false,
      largestItemBytes: 150 * 1024 * 1024,
      scheduleTime: '07:30',
      scheduleTimeZone: 'Europe/Oslo',
      secondLookTime: null,
      nextRunAt: new Date('2026-11-22T06:30:00Z'),
      nextSecondLookAt: null,
      sourceSettings: { ...settings, afterImport: 'move' },
    });
    expect(await entries()).toMatchObject([
      {
        action: 'connector-edited',
        details: {
          name: `${name} new`,
          nameBefore: name,
          automaticMapping: false,
          automaticMappingBefore: true,
          time: '07:30',
          timeBefore: '06:00',
          secondLookTime: null,
          secondLookTimeBefore: '17:00',
          afterImport: 'move',
          afterImportBefore: 'leave',
          allowsLargerItems: true,
          allowsLargerItemsBefore: false,
          mappingVersion: 1,
          rows: 1,
        },
      },
    ]);
    expect(await services.db.mappingVersion.count({ where: { connectorId, number: 1 } })).toBe(1);
  });

  describe('removing its mapping file', () => {
    const upload = async () => {
      const { versionId } = await proposeMapping(services, {
        target: { connectorId },
        actor: grace,
        upload: { fileName: 'people.csv', pieces: [new TextEncoder().encode(file)] },
      });
      await replaceMapping(services, { connectorId, versionId, actor: grace });
      return versionId;
    };
    const answer = (draftId: string, isAutomatic: boolean, choice: 'none' | 'stored' = 'none') =>
      saveMapping(services, {
        draftId,
        actor: grace,
        mapping: { isAutomatic, file: choice },
        versionId: null,
      });
    const versions = () =>
      services.db.mappingVersion.findMany({ where: { connectorId }, orderBy: { number: 'asc' } });

    test('is a version without rows, an entry of its own, and the earlier one can be gone back to', async () => {
      const first = await upload();
      const { draftId } = await begin();
      await answer(draftId, true);
      // Nothing is removed before the edit is saved.
      expect(await versions()).toHaveLength(1);
      await save(draftId);
      await save(draftId);

      const [, removal, ...more] = await versions();
      expect(more).toEqual([]);
      expect(removal).toMatchObject({
        ...{ number: 2, fileName: '', rowCount: 0, author: grace.email, draftId: null },
        changes: { against: 1, added: 0, changed: 0, removed: 1, unchanged: 0 },
      });
      const [, entry, ...others] = await entries();
      expect(others).toEqual([]);
      expect(entry).toMatchObject({
        action: 'mapping-removed',
        subjects: { mappingVersionId: removal?.id },
        details: { number: 2, fileName: 'people.csv', removed: 1, against: 1 },
      });

      const restore = (versionId: string) =>
        restoreMapping(services, { connectorId, versionId, actor: grace });
      expect(await restore(first)).toEqual({ number: 3, rows: 1 });
      await expect(restore(removal?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
    });

    test('messages of the time before are matched by the file as it stood, later ones by nobody', async () => {
      await upload();
      const { draftId } = await begin();
      await answer(draftId, true);
      await save(draftId);
      const [uploaded, removal] = await versions();
      const later = new Date(now.getTime() + 1000);
      await services.db.mappingVersion.update({
        where: { id: removal?.id ?? '' },
        data: { createdAt: later },
      });
      const known = await listMappingVersionsUpTo(services.db, removal?.id ?? '');
      const history = await findMappingHistory(services.db, known, ['46701234567']);
      const at = (sentAt: Date) => findHolder(history, '46701234567', sentAt);
      expect(at(now)).toMatchObject({ state: 'known', versionId: uploaded?.id });
      expect(at(later)).toEqual({ state: 'not-at-that-time' });
    });

    test('needs automatic mapping, and can be taken back before Save', async () => {
      await upload();
      const { draftId } = await begin();
      await answer(draftId, true);
      await answer(draftId, true, 'stored');
      await save(draftId);
      expect(await versions()).toHaveLength(1);

      const again = await begin();
      await answer(again.draftId, false);
      await expect(save(again.draftId)).rejects.toMatchObject({ code: 'step-not-open' });
      expect(await versions()).toHaveLength(1);
    });

    test('of a connector that has none changes nothing', async () => {
      const { draftId } = await begin();
      await answer(draftId, true);
      await save(draftId);
      expect(await versions()).toEqual([]);
      expect(await entries()).toEqual([]);
    });

    test('after it a new file is the next version, compared with nothing', async () => {
      await upload();
      const { draftId } = await begin();
      await answer(draftId, true);
      await save(draftId);
      const { versionId, currentVersionId } = await proposeMapping(services, {
        target: { connectorId },
        actor: grace,
        upload: { fileName: 'again.csv', pieces: [new TextEncoder().encode(file)] },
      });
      expect(currentVersionId).toBeNull();
      const replaced = await replaceMapping(services, { connectorId, versionId, actor: grace });
      expect(replaced).toEqual({ number: 3, rows: 1 });
      expect((await versions()).at(-1)?.changes).toMatchObject({ against: 2, added: 1 });
    });
  });

  test('takes new credentials only once they have been tried', async () => {
    const { draftId } = await begin();
    const { checkId } = await login(draftId, { name, password: 'new' });
    await expect(save(draftId)).rejects.toMatchObject({ code: 'step-not-open' });
    const steps = [{ id: 'host-key', state: 'passed', detail: 'SHA256:new' }];
    await services.db.connectionCheck.update({
      where: { id: checkId ?? '' },
      data: { state: 'passed', steps },
    });
    await save(draftId);

    const { sourceSecrets, sourceSettings } = await read();
    const purpose = connectorSecretsPurpose(connectorId);
    expect(openSecret(services.masterKey, purpose, sourceSecrets)).toMatchObject({
      password: 'new',
    });
    expect(sourceSettings).toMatchObject({ hostKeySha256: 'SHA256:new' });
    const [entry] = await entries();
    expect(entry?.details).toEqual({ signIn: 'replaced' });
    expect(JSON.stringify(await entries(), (_key, value: unknown) => String(value))).not.toContain(
      'password',
    );
  });

  test('is taken up again, and begun anew when somebody else has changed the connector', async () => {
    const first = await begin();
    await login(first.draftId, { name: `${name} mine` });
    expect(await begin()).toEqual(first);

    const other = { ...grace, id: 'oscar' };
    const { draftId } = await beginEdit(services, { connectorId, actor: other });
    await saveEdit(services, { draftId, actor: other, schedule: { ...asItIs, time: '09:00' } });

    await expect(save(first.draftId)).rejects.toMatchObject({ code: 'connector-changed' });
    expect((await begin()).draftId).not.toBe(first.draftId);
  });

  test('refuses the name of another connector in whatever case, and keeps its own', async () => {
    await insertTestConnector(services.db, {
      masterKey: services.masterKey,
      name: `Taken ${names}`,
      sourceSettings: settings,
      sourceSecrets: {},
      destinationKind: 'memory',
    });
    const { draftId } = await begin();
    await expect(login(draftId, { name: ` TAKEN ${names}`.trim() })).rejects.toMatchObject({
      code: 'connector-name-taken',
    });
    await login(draftId, { name: name.toUpperCase() });
    await save(draftId);
    expect(await read()).toMatchObject({ name: name.toUpperCase() });
  });
});
