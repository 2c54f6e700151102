import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { wakeDueRuns } from '#lib/operations/runs/wake-runs.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const jonas = 'jonas.berg@fjord.example';
const ida = 'ida.holm@fjord.example';
const folder = 'Telegram Archiver';
/** Three batches for each of two mailboxes. */
const ITEMS = 45;
const DELIVERIES = 2 * ITEMS;

let sandbox: TestSandbox;
let under: TestImport;
/** What the next step of this name waits for. */
let before: Partial<Record<'deliver' | 'listDelivered', () => Promise<void>>>;
let isTokenRevoked: boolean;
let minutesPassed: number;

beforeEach(async () => {
  before = {};
  isTokenRevoked = false;
  minutesPassed = 0;
  sandbox = await startTestSandbox({
    // As Microsoft does within minutes, where continuous access evaluation is in force.
    disturbGraph: () => {
      const isRefused = isTokenRevoked;
      isTokenRevoked = false;
      return isRefused ? { kind: 'answer', status: 401 } : undefined;
    },
  });
  await grant();
  under = await createTestImport({
    destination: interrupted(openDestination()),
    mailboxes: [jonas, ida].map((address) => ({ address, aliases: [] })),
    now: () => new Date(Date.now() + minutesPassed * 60_000),
  });
});
afterEach(async () => {
  await under.close();
  await sandbox.close();
});

const grant = () => sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');

async function revoke(): Promise<void> {
  await sandbox.permissions.revoke();
  isTokenRevoked = true;
}

function openDestination(): Destination {
  const { getToken } = createAppOnlyTokens(sandbox.microsoft);
  return openGraphDestination({
    graphUrl: sandbox.graphUrl,
    getToken,
    signal: AbortSignal.timeout(60_000),
  });
}

function interrupted(destination: Destination): Destination {
  return {
    ...destination,
    async deliver(...given) {
      await before.deliver?.();
      return destination.deliver(...given);
    },
    async *listDelivered(...given) {
      await before.listDelivered?.();
      yield* destination.listDelivered(...given);
    },
  };
}

/** The third time it is called. */
function onThird(work: () => Promise<void>): () => Promise<void> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls === 3) await work();
  };
}

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

async function countFiled(runId: string): Promise<number> {
  const destination = openDestination();
  const filed = [jonas, ida].map(async (mailbox) =>
    Array.fromAsync(
      destination.listDelivered(await destination.ensureFolder(mailbox, folder), runId),
    ),
  );
  return (await Promise.all(filed)).flat().length;
}

describe('a run whose permission is revoked', () => {
  it('in the middle of a mailbox rests, and goes on when it is granted again', async () => {
    before.deliver = onThird(revoke);
    const runId = await startImport();
    await under.work();

    const resting = await getRun(runId);
    expect(resting).toMatchObject({ state: 'delivering', waitingFor: 'graph-access-denied' });
    expect(resting.wakeAt).not.toBeNull();
    expect(under.jobs).toEqual([]);
    // The two batches before it.
    expect(await under.db.delivery.count({ where: { remoteId: { not: null } } })).toBe(40);

    await goOnAfterAMinute();
    expect(await getRun(runId)).toMatchObject({ waitingFor: 'graph-access-denied' });

    await grant();
    await goOnAfterAMinute();
    expect(await getRun(runId)).toMatchObject({
      state: 'completed',
      waitingFor: null,
      findings: [],
      imported: DELIVERIES,
      failed: 0,
      held: 0,
    });
    expect(await countFiled(runId)).toBe(DELIVERIES);
  });

  it('while its mailboxes are read back is not closed before it is granted again', async () => {
    before.listDelivered = revoke;
    const runId = await startImport();
    await under.work();
    expect(await getRun(runId)).toMatchObject({
      state: 'reconciling',
      waitingFor: 'graph-access-denied',
    });

    delete before.listDelivered;
    await grant();
    await goOnAfterAMinute();
    expect(await getRun(runId)).toMatchObject({ state: 'completed', findings: [] });
    expect(await countFiled(runId)).toBe(DELIVERIES);
  });
});
