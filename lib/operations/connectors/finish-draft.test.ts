import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { loadMappingRows } from '#lib/db/mapping-pages.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { saveConsent } from '#lib/db/consents.ts';
import { usualImport } from '#lib/domain/wizard/step-forms.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import { acceptTerms } from '#lib/operations/drafts/accept-terms.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import { createDraft } from '#lib/operations/drafts/create-draft.ts';
import { saveLogin } from '#lib/operations/drafts/save-login.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { finishDraft } from './finish-draft.ts';

const now = new Date('2026-11-21T08:00:00Z');
const grace: Actor = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const destination = { kind: 'graph', settings: {} };
const schedule = usualImport('Europe/Oslo');
const mappingFile = 'External User ID,Microsoft 365 User Mailbox\n46701234567,jonas@fjord.example';

describe('finishing a draft', () => {
  let services: TestServices;
  let names = 0;
  let name: string;

  beforeAll(async () => {
    services = await startTestServices(now);
    await saveConsent(services.db, grace.tenantId, {
      permissions: [...services.permissions],
      grantedBy: grace.email,
      grantedAt: now,
      scopedMailbox: null,
    });
  });
  afterAll(async () => {
    await services.stop();
  });
  beforeEach(() => {
    names += 1;
    name = `Trading ${names}`;
  });

  async function answerEverything(checkState = 'passed'): Promise<string> {
    const { draftId } = await createDraft(services, { kind: 'telegram', actor: grace });
    const own = { draftId, actor: grace };
    await acceptTerms(services, { ...own, terms: { version: currentTerms.version } });
    const { checkId } = await saveLogin(services, {
      ...own,
      login: { name, credentials: 'new', username: 'fjord-archive', password: 'Sandbox-2026' },
      source: { kind: 'sftp', settings: { host: '127.0.0.1', port: 3122, directory: '/' } },
      servers: { servers: [], networks: [] },
      trustNewHostKey: false,
    });
    const finishCheck = async (state: string) =>
      services.db.connectionCheck.update({
        where: { id: checkId ?? '' },
        data: { state, steps: [{ id: 'host-key', state: 'passed', detail: 'SHA256:seen' }] },
      });
    await finishCheck('passed');
    const { versionId } = await proposeMapping(services, {
      target: { draftId: own.draftId },
      actor: grace,
      upload: { fileName: 'm.csv', pieces: [new TextEncoder().encode(mappingFile)] },
    });
    await saveMapping(services, {
      ...own,
      mapping: { isAutomatic: true, file: 'new' },
      versionId,
    });
    await finishCheck(checkState);
    return draftId;
  }
  async function finish(draftId: string, actor = grace) {
    return finishDraft(services, { draftId, actor, schedule, destination });
  }

  test('creates the connector with everything that was answered', async () => {
    const { connectorId } = await finish(await answerEverything());

    const connector = await services.db.connector.findUniqueOrThrow({
      where: { id: connectorId },
      include: { mappingVersions: true },
    });
    expect(connector).toMatchObject({
      kind: 'telegram',
      name,
      state: 'active',
      folderName: 'Telegram Archiver',
      largestItemBytes: 10 * 1024 * 1024,
      destinationKind: 'graph',
      automaticMapping: true,
      scheduleTime: '06:00',
      scheduleTimeZone: 'Europe/Oslo',
      nextRunAt: new Date('2026-11-22T05:00:00Z'),
      termsVersion: currentTerms.version,
      termsAcceptedBy: 'grace.lind@fjord.example',
      termsAcceptedAt: now,
      createdBy: 'grace.lind@fjord.example',
      sourceSettings: {
        host: '127.0.0.1',
        port: 3122,
        directory: '/',
        hostKeySha256: 'SHA256:seen',
      },
      mappingVersions: [{ number: 1, draftId: null, rowCount: 1 }],
    });
    const rows = await loadMappingRows(services.db, connector.mappingVersions[0]?.id ?? '');
    expect([...rows]).toMatchObject([{ line: 2, mailbox: 'jonas@fjord.example' }]);
    const secrets = openSecret(
      services.masterKey,
      connectorSecretsPurpose(connectorId),
      connector.sourceSecrets,
    );
    expect(secrets).toEqual({ username: 'fjord-archive', password: 'Sandbox-2026' });
  });

  test('queues the first import and forgets the secrets of the draft', async () => {
    const draftId = await answerEverything();
    const { connectorId } = await finish(draftId);

    const run = await services.db.run.findFirstOrThrow({ where: { connectorId } });
    expect(run).toMatchObject({ trigger: 'first', state: 'queued', startedBy: grace.email });
    expect(await services.listJobs('run.start')).toContainEqual({ runId: run.id });
    expect(
      await services.db.connectorDraft.findUniqueOrThrow({ where: { id: draftId } }),
    ).toMatchObject({ connectorId, finishedAt: now, sourceSecrets: null });
  });

  test('in several tabs at once makes one connector and one run', async () => {
    const draftId = await answerEverything();

    const results = await Promise.all([finish(draftId), finish(draftId), finish(draftId)]);

    expect(new Set(results.map(({ connectorId }) => connectorId)).size).toBe(1);
    expect(await services.db.connector.count({ where: { name } })).toBe(1);
    expect(await services.db.run.count({ where: { connectorId: draftId } })).toBe(1);
  });

  test.each(['failed', 'running', 'waiting'])(
    'is refused when the check of the credentials is %s',
    async (state) => {
      const draftId = await answerEverything(state);

      await expect(finish(draftId)).rejects.toMatchObject({ code: 'step-not-open' });
      expect(await services.db.connector.count({ where: { name } })).toBe(0);
    },
  );

  test('is refused, and leaves nothing behind, when the name has been taken meanwhile', async () => {
    const first = await answerEverything();
    const second = await answerEverything();
    await finish(first);

    await expect(finish(second)).rejects.toMatchObject({ code: 'connector-name-taken' });
    expect(await services.db.run.count({ where: { connectorId: second } })).toBe(0);
  });

  test('is refused without consent', async () => {
    const draftId = await answerEverything();
    const elsewhere = { ...grace, tenantId: 'without-consent' };

    await expect(finish(draftId, elsewhere)).rejects.toMatchObject({ code: 'step-not-open' });
  });
});
