import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { listConnectorKinds } from '#lib/connectors/catalog.ts';
import { saveConsent } from '#lib/db/consents.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import { handlers } from '#lib/jobs/handlers.ts';
import { finishDraft } from '#lib/operations/connectors/finish-draft.ts';
import { acceptTerms } from '#lib/operations/drafts/accept-terms.ts';
import { createDraft } from '#lib/operations/drafts/create-draft.ts';
import { saveLogin } from '#lib/operations/drafts/save-login.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { sampleMappingFile } from '#lib/sandbox/organisation/sample-mapping-file.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { sampleAccounts } from '#lib/sandbox/sample-accounts.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

const day = '2026-11-19';
const actor = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const mailboxes = sampleOrganisation.people
  .filter(({ hasMailbox }) => hasMailbox)
  .map(({ address, aliases }) => ({ address, aliases }));
const kinds = listConnectorKinds().map((kind, index) => ({ kind, account: sampleAccounts[index] }));

let under: TestImport;
let sandbox: TestSandbox;
let services: ImportServices;
/** Names of the folders that were asked for since the test began. */
const folders = new Set<string>();

beforeAll(async () => {
  sandbox = await startTestSandbox({ sftpAccounts: sampleAccounts });
  under = await createTestImport({ destination: noteFolders(openMemoryDestination()), mailboxes });
  services = {
    ...under.services,
    openSource: ({ kind, settings }, secrets, options) =>
      openSource(kind, settings, secrets, { ...options, servers: serversOnThisMachine }),
  };
  await saveConsent(services.db, actor.tenantId, {
    permissions: ['User.Read.All', 'Mail.ReadWrite'],
    grantedBy: actor.email,
    grantedAt: services.now(),
    scopedMailbox: null,
  });
});
afterAll(async () => {
  await under.close();
  await sandbox.close();
});

function noteFolders(inner: Destination): Destination {
  return {
    ...inner,
    ensureFolder(mailbox, name) {
      folders.add(name);
      return inner.ensureFolder(mailbox, name);
    },
  };
}

async function work(): Promise<void> {
  for (let job = under.jobs.shift(); job !== undefined; job = under.jobs.shift()) {
    await handlers[job.name](services, job.payload, AbortSignal.timeout(60_000));
  }
}

/** A day of its archiver at its account. @returns how many items it has */
async function putDay(account: (typeof sampleAccounts)[number]): Promise<number> {
  const items = account.itemsOf(day, sampleOrganisation);
  const name = packageName({ day, part: 1, zippedAt: new Date('2026-11-20T05:00:00Z') });
  const file = path.join(packageDirectory(sandbox.dataDir, account.username), name);
  await writeFile(file, await buildPackage({ name, items }));
  return items.length;
}

test.each(kinds)(
  '$kind.listLabel goes through the wizard, and its first import files everything or holds it',
  async ({ kind, account }) => {
    if (account === undefined) throw new Error(`the sandbox has no account for ${kind.id}`);
    const itemCount = await putDay(account);
    const { draftId } = await createDraft(services, { kind: kind.id, actor });
    const own = { draftId, actor };
    await acceptTerms(services, { ...own, terms: { version: currentTerms.version } });
    await saveLogin(services, {
      ...own,
      login: {
        name: kind.pageLabel,
        credentials: 'new',
        username: account.username,
        password: account.password,
      },
      source: {
        kind: 'sftp',
        settings: { host: '127.0.0.1', port: sandbox.sftpPort, directory: '/' },
      },
      servers: serversOnThisMachine,
      trustNewHostKey: false,
    });
    await work();
    const { versionId } = await proposeMapping(services, {
      target: { draftId: own.draftId },
      actor: own.actor,
      upload: { fileName: 'm.csv', pieces: [Buffer.from(sampleMappingFile(sampleOrganisation))] },
    });
    await saveMapping(services, {
      ...own,
      mapping: { isAutomatic: true, file: 'new' },
      versionId,
    });
    folders.clear();
    const { connectorId } = await finishDraft(services, {
      ...own,
      schedule: {
        secondLookTime: null,
        afterImport: 'leave',
        allowsLargerItems: false,
        time: '06:00',
        timeZone: 'Europe/Oslo',
      },
      destination: { kind: 'memory', settings: {} },
    });
    await work();

    const run = await under.db.run.findFirstOrThrow({ where: { connectorId } });
    expect(run).toMatchObject({ state: 'completed', findings: [], itemsAvailable: itemCount });
    // What is for strangers only is held, and nothing else.
    expect(run.imported).toBeGreaterThan(itemCount / 2);
    const held = await under.db.item.findMany({
      where: { connectorId, holdReason: { not: null } },
    });
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held.map(({ holdReason }) => holdReason))).toEqual(new Set(['unmapped']));
    expect([...folders]).toEqual([kind.folderName]);
  },
);
