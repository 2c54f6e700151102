import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actor } from '#e2e/servers/test-held-items.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { saveConsent } from '#lib/db/consents.ts';
import { listWitnessMailboxes } from '#lib/db/witness-mailboxes.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { everyHeldItem, filterOf } from '#lib/domain/held-items/held-item-search.ts';
import { replayHeldItems } from '#lib/operations/held-items/replay-held-items.ts';
import { wakeDueRuns } from '#lib/operations/runs/wake-runs.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const ida = 'ida.holm@fjord.example';
const jonas = 'jonas.berg@fjord.example';
const FOLDER = 'Telegram Archiver';
const ITEMS = 5;

let sandbox: TestSandbox;
let under: TestImport;
let minutesPassed: number;
/** Done before the mailbox is asked for its folder. */
let before: Map<string, () => Promise<void>>;

beforeEach(async () => {
  minutesPassed = 0;
  before = new Map();
  sandbox = await startTestSandbox();
  const destination = open();
  under = await createTestImport({
    destination: {
      ...destination,
      async ensureFolder(mailbox, name) {
        await before.get(mailbox)?.();
        return destination.ensureFolder(mailbox, name);
      },
    },
    mailboxes: [ida, jonas].map((address) => ({ address, aliases: [] })),
    now: () => new Date(Date.now() + minutesPassed * 60_000),
  });
  const { tenantId } = sandbox.microsoft;
  await saveConsent(under.db, tenantId, {
    permissions: ['Mail.ReadWrite'],
    grantedBy: null,
    grantedAt: new Date(),
    scopedMailbox: ida,
  });
});
afterEach(async () => {
  await under.close();
  await sandbox.close();
});

/** As a worker opens it. */
function open(): Destination {
  const { microsoft, graphUrl } = sandbox;
  const { getToken } = createAppOnlyTokens(microsoft);
  const listWitnesses = () => listWitnessMailboxes(under.db, microsoft.tenantId);
  return openGraphDestination({
    graphUrl,
    getToken,
    signal: AbortSignal.timeout(60_000),
    listWitnesses,
  });
}

/** Messages between Ida and Jonas, each for both. */
async function startImport(): Promise<string> {
  const zippedAt = new Date('2026-11-21T05:00:00Z');
  const name = packageName({ day: '2026-11-20', part: 1, zippedAt });
  const items = Array.from({ length: ITEMS }, (_, index) => ({
    entryName: `${index}.eml`,
    eml: buildEml({
      messageId: `${index}@telemessage.example`,
      date: new Date('2026-11-20T09:30:00Z'),
      from: { name: 'Jonas Berg', mobileNumber: '46701234567', emailAddress: jonas },
      to: [{ name: 'Ida Holm', mobileNumber: '4791234567', emailAddress: ida }],
      subject: 'Telegram message',
      text: `Message ${index}`,
    }),
  }));
  under.packages.set(name, await buildPackage({ name, items }));
  return under.startRun();
}

const getRun = (id: string) => under.db.run.findUniqueOrThrow({ where: { id } });

async function goOnAfterAMinute(): Promise<void> {
  minutesPassed += 1;
  await wakeDueRuns(under.services);
  await under.work();
}

async function countFiled(mailbox: string, runIds: readonly string[]): Promise<number> {
  const destination = open();
  const folder = await destination.ensureFolder(mailbox, FOLDER);
  const filed = runIds.map((runId) => Array.fromAsync(destination.listDelivered(folder, runId)));
  return (await Promise.all(filed)).flat().length;
}

const heldReasons = () =>
  under.db.delivery.groupBy({
    by: ['mailbox', 'reason'],
    where: { state: 'held', resolvedAt: null },
    _count: true,
  });

describe('an application that is let into chosen mailboxes only', () => {
  it('holds what is for another one, files the rest, and files it once the mailbox is added', async () => {
    await sandbox.permissions.limitTo([ida]);
    const runId = await startImport();
    await under.work();

    expect(await getRun(runId)).toMatchObject({
      state: 'completed',
      waitingFor: null,
      findings: [],
      imported: ITEMS,
      held: ITEMS,
      failed: 0,
    });
    expect(await heldReasons()).toEqual([
      { mailbox: jonas, reason: 'mailbox-out-of-scope', _count: ITEMS },
    ]);

    // Too early: it is held again.
    await replay();
    expect(await heldReasons()).toMatchObject([{ reason: 'mailbox-out-of-scope', _count: ITEMS }]);

    await sandbox.permissions.limitTo([ida, jonas]);
    const replayed = await replay();
    expect(await heldReasons()).toEqual([]);
    expect(await countFiled(jonas, [runId, ...replayed])).toBe(ITEMS);
    expect(await countFiled(ida, [runId, ...replayed])).toBe(ITEMS);
  });

  it('has its run rest, with nothing held, when no mailbox lets it in any more', async () => {
    await sandbox.permissions.limitTo([ida, jonas]);
    before.set(jonas, () => sandbox.permissions.limitTo([]));
    const runId = await startImport();
    await under.work();
    expect(await getRun(runId)).toMatchObject({
      state: 'delivering',
      waitingFor: 'graph-access-denied',
      held: 0,
    });

    before.clear();
    await goOnAfterAMinute();
    expect(await getRun(runId)).toMatchObject({ waitingFor: 'graph-access-denied', held: 0 });

    await sandbox.permissions.limitTo([ida, jonas]);
    await goOnAfterAMinute();
    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 2 * ITEMS, held: 0 });
    expect(await heldReasons()).toEqual([]);
  });
});

describe('a worker that has opened no mailbox yet', () => {
  it('knows by what earlier imports filed that one mailbox alone is closed', async () => {
    await under.db.consent.updateMany({ data: { scopedMailbox: null } });
    await sandbox.permissions.limitTo([ida, jonas]);
    const first = await startImport();
    await under.work();
    expect(await getRun(first)).toMatchObject({ imported: 2 * ITEMS });

    expect([...(await listWitnessMailboxes(under.db, sandbox.microsoft.tenantId))].sort()).toEqual([
      ida,
      jonas,
    ]);
    await sandbox.permissions.limitTo([ida]);
    await expect(open().ensureFolder(jonas, FOLDER)).rejects.toMatchObject({
      code: 'mailbox-out-of-scope',
    });
  });
});

async function replay(): Promise<readonly string[]> {
  const selection = { filter: filterOf({ ...everyHeldItem, reason: 'mailbox-out-of-scope' }) };
  const { started } = await replayHeldItems(under.services, { selection, actor });
  await under.work();
  return started.map(({ runId }) => runId);
}
