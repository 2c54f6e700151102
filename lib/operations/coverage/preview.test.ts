import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { findCoverageList, findCoveragePreview } from '#lib/db/coverage-previews.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import { PortError } from '#lib/domain/errors.ts';
import { usualImport } from '#lib/domain/wizard/step-forms.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import { handlers } from '#lib/jobs/handlers.ts';
import { finishDraft } from '#lib/operations/connectors/finish-draft.ts';
import { cancelPreview, requestPreview } from '#lib/operations/coverage/request-preview.ts';
import { acceptTerms } from '#lib/operations/drafts/accept-terms.ts';
import { createDraft } from '#lib/operations/drafts/create-draft.ts';
import { saveLogin } from '#lib/operations/drafts/save-login.ts';
import { saveMapping } from '#lib/operations/drafts/save-mapping.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { replaceMapping } from '#lib/operations/mapping-files/replace-mapping.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import type { Source } from '#lib/sources/port.ts';

const grace = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const oscar = { id: 'oscar', email: 'oscar.dahl@fjord.example', tenantId: 'fjord' };
const canary = 'CANARY-the-quarterly-figures';
const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const kim = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: 'kim@elsewhere.example' };
const jonas = { name: 'Jonas Berg', mobileNumber: '46701234567', emailAddress: null };
const mailboxes = [
  { address: 'maja@fjord.example', aliases: [] },
  { address: 'jonas@fjord.example', aliases: [] },
];

let under: TestImport;
let services: ImportServices;
let subject: CoverageSubject;
let refusal: Error | null;

beforeEach(async () => {
  refusal = null;
  under = await createTestImport({
    destination: openMemoryDestination(),
    mailboxes,
    onSignIn: () => {
      if (refusal !== null) throw refusal;
    },
  });
  services = under.services;
  subject = { connectorId: under.connectorId };
  under.packages.set(...(await packageOf(1, [maja, jonas], [kim, jonas])));
});
afterEach(() => under.close());

async function packageOf(part: number, ...pairs: (typeof maja | typeof jonas)[][]) {
  const name = packageName({ day: '2026-11-20', part, zippedAt: new Date('2026-11-21T05:00:00Z') });
  const items = pairs.map(([from = maja, ...to], index) => {
    const messageId = `${part}-${index}@telemessage.example`;
    const date = new Date('2026-11-20T09:30:00Z');
    const eml = { messageId, date, from, to, subject: 'Message', text: canary };
    return { entryName: `${index}.eml`, eml: buildEml(eml) };
  });
  return [name, await buildPackage({ name, items })] as const;
}

const request = (of = subject, actor = grace) => requestPreview(services, { subject: of, actor });

async function work(with_ = services): Promise<void> {
  for (let [job] = under.jobs; job !== undefined; [job] = under.jobs) {
    under.jobs.shift();
    await handlers[job.name](with_, job.payload, AbortSignal.timeout(30_000));
  }
}

async function preview(with_ = services, of = subject) {
  await request(of);
  await work(with_);
  return findCoveragePreview(under.db, of);
}

/** The source, with what it lists in a test's hands. */
function withListing(
  list: (inner: Source) => Promise<Awaited<ReturnType<Source['listPackages']>>>,
) {
  return {
    ...services,
    openSource: async (...args: Parameters<ImportServices['openSource']>) => {
      const inner = await services.openSource(...args);
      return { ...inner, listPackages: () => list(inner) };
    },
  };
}

describe('a coverage preview', () => {
  it('writes nothing but its counts, and keeps no message text', async () => {
    const done = await preview();
    expect(done).toMatchObject({ state: 'done', result: { items: { read: 2, delivered: 1 } } });

    const { db } = under;
    expect([await db.run.count(), await db.package.count(), await db.item.count()]).toEqual([
      0, 0, 0,
    ]);
    const staged = await readdir(under.stagingDirectory, { recursive: true, withFileTypes: true });
    expect(staged.filter((entry) => entry.isFile())).toEqual([]);
    const rows = [await db.coveragePreview.findMany(), await db.coverageList.findMany()];
    expect(JSON.stringify(rows)).not.toContain(canary);
    expect(JSON.stringify(rows)).toContain('Kim Holm');
  });

  it('names every row of the mapping file whose mailbox does not exist, whoever wrote', async () => {
    await uploadMapping('46701234567,jonas@fjord.example\n4799999999,gone@fjord.example\n');
    const done = await preview();
    expect(done?.result?.mapping).toEqual({ rows: 2, rowsWithoutMailbox: 1, missingMailboxes: 1 });
    expect(done?.result?.participants).toMatchObject({ byFile: 1, byEmail: 1, unmatched: 1 });
    const list = { subject, previewId: done?.id ?? '', name: 'missing-mailboxes' } as const;
    expect(await findCoverageList(under.db, list)).toEqual([
      { line: 3, mobileNumber: '4799999999', mailbox: 'gone@fjord.example', isAmbiguous: false },
    ]);
  });

  it('says what can be said when nobody tells who has a mailbox', async () => {
    const done = await preview({
      ...services,
      recentMailboxes: () => Promise.reject(new PortError('graph-access-denied', 'reauthorize')),
    });
    expect(done?.result).toMatchObject({
      directory: { state: 'unavailable', code: 'graph-access-denied' },
      // Jonas has neither a row nor an address.
      participants: { seen: 3, byEmail: 2, unmatched: 1 },
    });
  });

  it('leaves out what is still being written, however much of it was read meanwhile', async () => {
    under.packages.set(...(await packageOf(2, [maja])));
    let looks = 0;
    const growing = withListing(async (inner) => {
      const all = await inner.listPackages();
      looks += 1;
      return looks === 1 ? all : all.map((found, index) => grow(found, index));
    });
    const grow = (
      found: { name: string; sizeBytes: number; modifiedAt: Date | null },
      at: number,
    ) => (at === 0 ? { ...found, sizeBytes: found.sizeBytes + 1 } : found);
    expect((await preview(growing))?.result).toMatchObject({
      packages: { found: 1, read: 1, growing: 1 },
      items: { read: 1 },
    });
  });

  it('ends with the reason when the source refuses, and the last result stays', async () => {
    const first = await preview();
    refusal = new PortError('verification-code-asked', 'reauthorize');
    expect(await preview()).toMatchObject({
      state: 'failed',
      failure: 'verification-code-asked',
      result: null,
    });
    expect((await findCoveragePreview(under.db, subject, 'done'))?.id).toBe(first?.id);
    const connector = { id: under.connectorId };
    const { sourceStatus } = await under.db.connector.findUniqueOrThrow({ where: connector });
    expect(sourceStatus).toBe('connected');
  });

  it('stops when somebody does not want to wait, and leaves nothing', async () => {
    const { previewId } = await request();
    const cancelling = withListing(async (inner) => {
      await cancelPreview(services, { subject, actor: grace, previewId });
      return inner.listPackages();
    });
    await work(cancelling);
    expect(await findCoveragePreview(under.db, subject)).toMatchObject({
      state: 'cancelled',
      result: null,
    });
    expect(await under.db.coverageList.count()).toBe(0);
  });

  it('is made one at a time, not while an import runs, and begins anew where a worker died', async () => {
    const { previewId } = await request();
    await expect(request()).rejects.toMatchObject({ code: 'coverage-active' });
    await under.db.coveragePreview.update({
      where: { id: previewId },
      data: { state: 'running' },
    });
    await work();
    expect(await findCoveragePreview(under.db, subject)).toMatchObject({ state: 'done' });

    await under.startRun();
    await expect(request()).rejects.toMatchObject({ code: 'run-already-active' });
  });

  it('does not answer for a mapping that was replaced while it waited', async () => {
    await request();
    await uploadMapping('46701234567,jonas@fjord.example\n');
    await work();
    expect(await findCoveragePreview(under.db, subject)).toMatchObject({
      state: 'failed',
      failure: 'coverage-outdated',
    });
  });
});

describe('of a setup', () => {
  let draftId: string;
  beforeEach(async () => {
    ({ draftId } = await createDraft(services, { kind: 'telegram', actor: grace }));
    subject = { draftId };
    const own = { draftId, actor: grace };
    await acceptTerms(services, { ...own, terms: { version: currentTerms.version } });
    const { checkId } = await saveLogin(services, {
      ...own,
      login: { name: 'Oslo', credentials: 'new', username: 'u', password: 'p' },
      source: { kind: 'sftp', settings: { host: '127.0.0.1', port: 3122, directory: '/' } },
      servers: { servers: [], networks: [] },
      trustNewHostKey: false,
    });
    under.jobs.splice(0);
    await under.db.connectionCheck.update({
      where: { id: checkId ?? '' },
      data: { state: 'passed' },
    });
  });

  async function map() {
    const { versionId } = await proposeMapping(services, {
      target: { draftId },
      actor: grace,
      upload: uploadOf('46701234567,jonas@fjord.example\n'),
    });
    await saveMapping(services, {
      draftId,
      actor: grace,
      mapping: { isAutomatic: true, file: 'new' },
      versionId,
    });
  }

  it('waits for the mapping, and is its owner’s alone', async () => {
    await expect(request()).rejects.toMatchObject({ code: 'step-not-open' });
    await map();
    await expect(request(subject, oscar)).rejects.toMatchObject({ code: 'draft-not-found' });
  });

  it('says what the first import then does, and goes with the setup', async () => {
    await map();
    const { items, deliveries } = (await preview())?.result ?? {};
    expect(items).toMatchObject({ read: 2, delivered: 2 });
    await finishDraft(services, {
      draftId,
      actor: grace,
      schedule: { ...usualImport('UTC'), time: '06:00' },
      destination: { kind: 'memory', settings: {} },
    });
    expect(await under.db.coveragePreview.count()).toBe(0);
    await work();
    expect(await under.db.run.findFirstOrThrow()).toMatchObject({
      state: 'completed',
      itemsAvailable: items?.read,
      imported: deliveries?.delivered,
      held: deliveries?.held,
    });
  });
});

const HEADER = 'External User ID,Microsoft 365 User Mailbox\n';

async function uploadMapping(rows: string): Promise<void> {
  const { connectorId } = under;
  const target = { connectorId };
  const proposal = { target, actor: grace, upload: uploadOf(rows) };
  const { versionId } = await proposeMapping(services, proposal);
  await replaceMapping(services, { connectorId, versionId, actor: grace });
}

function uploadOf(rows: string) {
  return { fileName: 'm.csv', pieces: [new TextEncoder().encode(HEADER + rows)] };
}
