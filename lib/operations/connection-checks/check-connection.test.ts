import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { handlers } from '#lib/jobs/handlers.ts';
import { answerCheck } from '#lib/operations/connection-checks/answer-check.ts';
import { confirmHostKey } from '#lib/operations/connectors/confirm-host-key.ts';
import { updateSignIn } from '#lib/operations/connectors/update-sign-in.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { startSftpServer, type SftpServer } from '#lib/sandbox/sftp/sftp-server.ts';
import { codeAccount, telemessageAccount } from '#lib/sandbox/telemessage-account.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

const actor = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const otherKey = `SHA256:${'A'.repeat(43)}`;
const { username, password } = codeAccount;

let under: TestImport;
let services: ImportServices;
let server: SftpServer;
let directory: string;

beforeEach(async () => {
  under = await createTestImport({ destination: openMemoryDestination(), mailboxes: [] });
  directory = await mkdtemp(path.join(os.tmpdir(), 'custody-sftp-'));
  server = await startSftpServer({
    port: 0,
    directory,
    accounts: [telemessageAccount, codeAccount],
  });
  services = {
    ...under.services,
    openSource: ({ kind, settings }, secrets, options) =>
      openSource(kind, settings, secrets, { ...options, servers: serversOnThisMachine }),
  };
  await setSettings({});
});
afterEach(async () => {
  await server.close();
  await under.close();
  await rm(directory, { recursive: true });
});

async function setSettings(more: { readonly hostKeySha256?: string }) {
  const sourceSettings = { host: '127.0.0.1', port: server.port, directory: '/', ...more };
  await under.db.connector.update({ where: { id: under.connectorId }, data: { sourceSettings } });
}

const getConnector = () =>
  under.db.connector.findUniqueOrThrow({ where: { id: under.connectorId } });
const getCheck = (id: string) => under.db.connectionCheck.findUniqueOrThrow({ where: { id } });

async function storedSecrets(): Promise<unknown> {
  const { id, sourceSecrets } = await getConnector();
  return openSecret(services.masterKey, connectorSecretsPurpose(id), sourceSecrets);
}

function runCheck(checkId: string): Promise<void> {
  const job = { checkId };
  return handlers['connection.check'](services, job, AbortSignal.timeout(30_000));
}

/** Runs the check and enters the code when it is asked for. */
async function runCheckWithCode(checkId: string, code: string): Promise<void> {
  const subject = { connectorId: under.connectorId };
  const checking = runCheck(checkId);
  while ((await getCheck(checkId)).state !== 'asking') await sleep(20);
  await answerCheck(services, { subject, checkId, actor, code });
  await checking;
}

const update = (credentials: { username: string; password: string } | null) =>
  updateSignIn(services, { connectorId: under.connectorId, credentials, actor });

describe('a connector whose sign-in is updated', () => {
  it('keeps the old credentials when the new ones are wrong, and its status', async () => {
    const before = await storedSecrets();
    const { checkId } = await update({ username, password: 'wrong' });
    await runCheck(checkId);
    expect(await getCheck(checkId)).toMatchObject({ state: 'failed', sourceSecrets: null });
    expect(await storedSecrets()).toEqual(before);
    expect(await getConnector()).toMatchObject({ sourceStatus: 'connected' });
  });

  it('takes the new ones when they work, pins the key, and lets the waiting run go on', async () => {
    const runId = await under.startRun();
    under.jobs.splice(0);
    const { checkId } = await update(telemessageAccount);
    under.jobs.splice(0);
    await runCheck(checkId);

    expect(await getCheck(checkId)).toMatchObject({ state: 'passed', sourceSecrets: null });
    expect(await storedSecrets()).toEqual(telemessageAccount);
    const connector = await getConnector();
    expect(connector.sourceStatus).toBe('connected');
    expect(JSON.stringify(connector.sourceSettings)).toMatch(/"hostKeySha256":"SHA256:/);
    expect(under.jobs).toMatchObject([{ name: 'run.start', payload: { runId } }]);
  });

  it('has the code entered while the worker waits, and keeps no trace of it', async () => {
    const { checkId } = await update({ username, password });
    await runCheckWithCode(checkId, codeAccount.verificationCode);
    expect(await getCheck(checkId)).toMatchObject({ state: 'passed', verificationCode: null });
    expect(await storedSecrets()).toEqual({ username, password });
    expect(JSON.stringify(under.jobs)).not.toContain(codeAccount.verificationCode);
  });

  it('is refused with a wrong code', async () => {
    const { checkId } = await update({ username, password });
    await runCheckWithCode(checkId, '000000');
    const { state, steps } = await getCheck(checkId);
    expect(state).toBe('failed');
    expect(steps).toContainEqual({
      id: 'sign-in',
      state: 'failed',
      code: 'verification-code-refused',
    });
  });

  it('takes no code that nobody asks for', async () => {
    const subject = { connectorId: under.connectorId };
    const { checkId } = await update({ username, password });
    const answer = { subject, checkId, actor, code: '1' };
    await expect(answerCheck(services, answer)).rejects.toMatchObject({ code: 'code-not-asked' });
    const strange = { ...answer, subject: { draftId: under.connectorId } };
    await expect(answerCheck(services, strange)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('waits, and says so, when an import is asked for a code', async () => {
    const { checkId } = await update({ username, password });
    await runCheckWithCode(checkId, codeAccount.verificationCode);
    const runId = await under.startRun();
    const start = async () => {
      await handlers['run.start'](services, { runId }, AbortSignal.timeout(30_000));
      return under.db.run.findUniqueOrThrow({ where: { id: runId } });
    };
    expect((await start()).waitingFor).toBe('verification-code-asked');
    expect(await getConnector()).toMatchObject({ sourceStatus: 'code-needed' });

    under.jobs.splice(0);
    await runCheck((await update(telemessageAccount)).checkId);
    expect(under.jobs.map(({ name }) => name)).toEqual(['connection.check', 'run.start']);
    // There is nothing to fetch.
    expect(await start()).toMatchObject({ state: 'reconciling', waitingFor: null });
  });

  it('has no further code sent to anybody by an import', async () => {
    await under.db.connector.update({
      where: { id: under.connectorId },
      data: { sourceStatus: 'code-needed' },
    });
    const runId = await under.startRun();
    await server.close();
    await handlers['run.start'](services, { runId }, AbortSignal.timeout(30_000));
    const { waitingFor } = await under.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(waitingFor).toBe('verification-code-asked');
    server = await startSftpServer({ port: 0, directory, accounts: [] });
  });
});

describe('a connector whose server shows another host key', () => {
  beforeEach(async () => {
    await setSettings({ hostKeySha256: otherKey });
    const { checkId } = await update(null);
    await runCheck(checkId);
  });

  it('says which, and accepts it when an admin has confirmed exactly that one', async () => {
    const { sourceStatus, offeredHostKey } = await getConnector();
    expect(sourceStatus).toBe('host-key-changed');
    expect(offeredHostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);

    const confirm = (fingerprint: string) =>
      confirmHostKey(services, { connectorId: under.connectorId, fingerprint, actor });
    await expect(confirm(otherKey)).rejects.toMatchObject({ code: 'host-key-other' });
    expect(await getConnector()).toMatchObject({ sourceSettings: { hostKeySha256: otherKey } });

    await confirm(offeredHostKey ?? '');
    expect(await getConnector()).toMatchObject({
      sourceSettings: { hostKeySha256: offeredHostKey },
      offeredHostKey: null,
    });
  });
});
