import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { loadMappingRows } from '#lib/db/mapping-pages.ts';
import { findDraftSecrets } from '#lib/db/drafts.ts';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import type { ServerPolicy } from '#lib/domain/source-server.ts';
import type { LoginForm } from '#lib/domain/wizard/step-forms.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { acceptTerms } from './accept-terms.ts';
import type { Actor } from './change-draft.ts';
import { createDraft } from './create-draft.ts';
import { deleteDraft } from './delete-draft.ts';
import { deleteExpiredDrafts } from './delete-expired-drafts.ts';
import { saveLogin } from './save-login.ts';
import { saveMapping } from './save-mapping.ts';
import { draftSecretsPurpose } from './secrets-purpose.ts';

const now = new Date('2026-11-21T08:00:00Z');
const grace: Actor = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const oscar: Actor = { id: 'oscar', email: 'oscar.dahl@fjord.example', tenantId: 'fjord' };
const source = {
  kind: 'sftp',
  settings: { host: '127.0.0.1', port: 3122, directory: '/' },
} as const;
const servers: ServerPolicy = {
  servers: [
    { host: '127.0.0.1', port: 3122 },
    { host: '*.telemessage.example', port: 'any' },
  ],
  networks: [],
};
const newLogin: LoginForm = {
  name: 'Trading',
  credentials: 'new',
  username: 'fjord-archive',
  password: 'Sandbox-2026',
};
const storedLogin: LoginForm = { ...newLogin, credentials: 'stored', username: '', password: '' };
const hostKey: ConnectionStep = { id: 'host-key', state: 'passed', detail: 'SHA256:first' };

describe('a draft', () => {
  let services: TestServices;
  let draftId: string;

  beforeAll(async () => {
    services = await startTestServices(now);
  });
  afterAll(async () => {
    await services.stop();
  });
  beforeEach(async () => {
    await services.db.connectorDraft.deleteMany();
    ({ draftId } = await createDraft(services, { kind: 'telegram', actor: grace }));
  });

  async function accept(actor = grace) {
    await acceptTerms(services, { draftId, actor, terms: { version: currentTerms.version } });
  }
  async function login(form: LoginForm, trustNewHostKey = false) {
    return saveLogin(services, {
      draftId,
      actor: grace,
      login: form,
      source,
      servers,
      trustNewHostKey,
    });
  }
  async function endCheck(checkId: string | null, state: string, steps = [hostKey]) {
    await services.db.connectionCheck.update({
      where: { id: checkId ?? '' },
      data: { state, steps },
    });
  }
  async function passLogin() {
    await accept();
    const { checkId } = await login(newLogin);
    await endCheck(checkId, 'passed');
  }
  async function map(file: 'none' | 'stored' | 'new', text?: string, isAutomatic = true) {
    const proposed =
      text === undefined
        ? null
        : await proposeMapping(services, {
            target: { draftId },
            actor: grace,
            upload: { fileName: 'm.csv', pieces: [new TextEncoder().encode(text)] },
          });
    await saveMapping(services, {
      draftId,
      actor: grace,
      mapping: { isAutomatic, file },
      versionId: proposed?.versionId ?? null,
    });
  }
  async function answers(): Promise<unknown> {
    const row = await services.db.connectorDraft.findUniqueOrThrow({ where: { id: draftId } });
    return row.answers;
  }

  test('without an answer is taken up again, one with answers is not', async () => {
    const again = await createDraft(services, { kind: 'telegram', actor: grace });
    expect(again.draftId).toBe(draftId);

    await accept();
    const other = await createDraft(services, { kind: 'telegram', actor: grace });
    expect(other.draftId).not.toBe(draftId);
  });

  test('records who accepted which terms and when, once', async () => {
    await accept();
    await accept();

    expect(await answers()).toEqual({
      terms: {
        version: currentTerms.version,
        acceptedBy: 'grace.lind@fjord.example',
        acceptedAt: '2026-11-21T08:00:00.000Z',
      },
    });
  });

  test('does not exist for anybody but its owner', async () => {
    await expect(accept(oscar)).rejects.toMatchObject({ code: 'draft-not-found' });
    await expect(deleteDraft(services, { draftId, actor: oscar })).rejects.toMatchObject({
      code: 'draft-not-found',
    });
  });

  test('refuses the answer of a step whose turn has not come', async () => {
    await expect(login(newLogin)).rejects.toMatchObject({ code: 'step-not-open' });
    await accept();
    await expect(map('none')).rejects.toMatchObject({ code: 'step-not-open' });
  });

  test('seals the credentials and queues a check in the same transaction', async () => {
    await accept();
    const { checkId } = await login(newLogin);

    expect(JSON.stringify(await answers())).not.toContain('Sandbox-2026');
    const sealed = (await findDraftSecrets(services.db, draftId)) ?? new Uint8Array();
    expect(openSecret(services.masterKey, draftSecretsPurpose(draftId), sealed)).toEqual({
      username: 'fjord-archive',
      password: 'Sandbox-2026',
    });
    expect(await services.listJobs('connection.check')).toContainEqual({ checkId });
  });

  test('does not go on until the check of its present credentials has passed', async () => {
    await passLogin();
    await map('none');

    await login({ ...newLogin, password: 'changed' });

    await expect(map('none')).rejects.toMatchObject({ code: 'step-not-open' });
  });

  test('changes its name without another check when the stored credentials have passed', async () => {
    await passLogin();

    expect(await login({ ...storedLogin, name: 'Treasury' })).toEqual({ checkId: null });
    expect(await answers()).toMatchObject({ login: { name: 'Treasury' } });
    await map('none');
  });

  test('tries the stored credentials again when they have not passed', async () => {
    await accept();
    const first = await login(newLogin);
    await endCheck(first.checkId, 'failed');

    const second = await login(storedLogin);

    expect(second.checkId).not.toBeNull();
    expect(second.checkId).not.toBe(first.checkId);
  });

  test('has nothing to go on with when no credentials are stored', async () => {
    await accept();

    await expect(login(storedLogin)).rejects.toMatchObject({ code: 'credentials-missing' });
  });

  test('remembers the host key it has met, until the admin trusts a new one', async () => {
    await accept();
    const { checkId } = await login(newLogin);
    await endCheck(checkId, 'failed');

    await login(newLogin);
    expect(await answers()).toMatchObject({
      login: { source: { settings: { ...source.settings, hostKeySha256: 'SHA256:first' } } },
    });
    await login(newLogin);
    expect(await answers()).toMatchObject({
      login: { source: { settings: { hostKeySha256: 'SHA256:first' } } },
    });
    await login(newLogin, true);
    expect(await answers()).toMatchObject({ login: { source: { settings: source.settings } } });
    expect(JSON.stringify(await answers())).not.toContain('SHA256:first');
  });

  test('is pointed to no server but those that the deployment allows', async () => {
    await accept();
    for (const server of [
      'sftp.elsewhere.example',
      '127.0.0.1:22',
      '169.254.169.254',
      '127.1:22',
    ]) {
      await expect(login({ ...newLogin, server })).rejects.toMatchObject({
        code: 'server-not-allowed',
      });
    }
    await login({ ...newLogin, server: 'EU.telemessage.example:2222' });
    expect(await answers()).toMatchObject({
      login: { source: { settings: { host: 'eu.telemessage.example', port: 2222 } } },
    });
  });

  test('sends what is stored to no other server, nor expects the host key of the one before', async () => {
    await accept();
    const { checkId } = await login({ ...newLogin, server: '127.1:3122' });
    await endCheck(checkId, 'passed');

    const server = 'eu.telemessage.example';
    await expect(login({ ...storedLogin, server })).rejects.toMatchObject({
      code: 'server-changed',
    });
    expect(await login({ ...storedLogin, server: '127.0.0.1:3122' })).toEqual({ checkId: null });

    await login({ ...newLogin, server });
    expect(await answers()).toMatchObject({ login: { source: { settings: { host: server } } } });
    expect(JSON.stringify(await answers())).not.toContain('SHA256:first');
  });

  describe('with its sign-in tried', () => {
    beforeEach(passLogin);

    const header = 'External User ID,Microsoft 365 User Mailbox,Holds from\n';

    async function versions() {
      const found = await services.db.mappingVersion.findMany({ where: { draftId } });
      return Promise.all(
        found.map(async (version) => ({
          ...version,
          rows: [...(await loadMappingRows(services.db, version.id))],
        })),
      );
    }

    test('keeps the rows of a mapping file as one version with its author', async () => {
      await map(
        'new',
        `${header}+46 70 123 45 67,Jonas@fjord.example,2026-03-01\n46701234568,maja@fjord.example,\n`,
      );

      expect(await versions()).toMatchObject([
        {
          fileName: 'm.csv',
          rowCount: 2,
          author: 'grace.lind@fjord.example',
          rows: [
            {
              line: 2,
              mobileNumber: '46701234567',
              mailbox: 'jonas@fjord.example',
              holdsFrom: new Date('2026-03-01T00:00:00Z'),
              holdsUntil: null,
            },
            { line: 3, mobileNumber: '46701234568', mailbox: 'maja@fjord.example' },
          ],
        },
      ]);
    });

    test('replaces the file, keeps it, and takes it away', async () => {
      await map('new', `${header}46701234567,jonas@fjord.example,`);
      await map('new', `${header}46701234568,maja@fjord.example,`);
      expect(await versions()).toMatchObject([{ rows: [{ mobileNumber: '46701234568' }] }]);

      await map('stored', undefined, false);
      expect(await versions()).toHaveLength(1);

      await map('none');
      expect(await versions()).toEqual([]);
    });

    test('refuses a file with an error and keeps the one before', async () => {
      await map('new', `${header}46701234567,jonas@fjord.example,`);

      await expect(
        map('new', `${header}46701234567,jonas@fjord.example,\n4.67E+10,maja@fjord.example,`),
      ).rejects.toMatchObject({ code: 'mapping-file-refused' });
      await expect(map('new', 'nothing of the kind')).rejects.toMatchObject({
        code: 'mapping-file-refused',
      });
      expect(await versions()).toMatchObject([{ rowCount: 1 }]);
    });

    test('cannot keep a file that is not there', async () => {
      await expect(map('stored')).rejects.toMatchObject({ code: 'mapping-file-missing' });
      await expect(map('new')).rejects.toMatchObject({ code: 'mapping-file-missing' });
    });

    test('stores a large file', async () => {
      const count = 50_000;
      const rows = Array.from(
        { length: count },
        (_, index) => `467${String(index).padStart(8, '0')},user${index}@fjord.example,`,
      );
      await map('new', header + rows.join('\n'));

      expect((await versions())[0]?.rows).toHaveLength(count);
    });

    test('is deleted with its file, its checks and its credentials', async () => {
      await map('new', `${header}46701234567,jonas@fjord.example,`);

      await deleteDraft(services, { draftId, actor: grace });

      expect(await services.db.connectorDraft.count({ where: { id: draftId } })).toBe(0);
      expect(await services.db.connectionCheck.count({ where: { draftId } })).toBe(0);
      expect(await services.db.mappingVersion.count({ where: { draftId } })).toBe(0);
    });
  });

  test('is deleted when nobody has touched it for a month, and not before', async () => {
    const untouchedFor = async (days: number) => {
      const updatedAt = new Date(now.getTime() - days * 24 * 3600 * 1000);
      await services.db.connectorDraft.update({ where: { id: draftId }, data: { updatedAt } });
      await deleteExpiredDrafts(services);
      return services.db.connectorDraft.count({ where: { id: draftId } });
    };
    expect(await untouchedFor(29)).toBe(1);
    expect(await untouchedFor(31)).toBe(0);
  });
});
