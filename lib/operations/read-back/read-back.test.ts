import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { findSignedEvidence } from '#lib/db/evidence.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { pruneReceipts } from '#lib/operations/evidence/prune-receipts.ts';
import { performReadBack } from '#lib/operations/read-back/perform-read-back.ts';
import { receiptsInEvidence } from '#lib/operations/read-back/receipts-in-evidence.ts';
import { requestReadBack } from '#lib/operations/read-back/request-read-back.ts';
import { takeOverWork } from '#lib/operations/runs/take-over-work.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const { signal } = new AbortController();
const DAY_MS = 24 * 3600 * 1000;
const actor = { id: 'u1', email: 'grace@fjord.example' };
const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const jonas = {
  name: 'Jonas Berg',
  mobileNumber: '46701234567',
  emailAddress: 'jonas@fjord.example',
};
const kim = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: null };

/** What somebody does to a mailbox by hand. */
type Meddling = {
  readonly deleted: Set<string>;
  readonly altered: Set<string>;
  readonly doubled: Set<string>;
  /** Thrown for each reading, until it is empty. */
  readonly refusals: Error[];
  onRead: () => void;
};

function meddledWith(inner: Destination, meddling: Meddling): Destination {
  return {
    ...inner,
    async *listDelivered(folder, runId) {
      meddling.onRead();
      const refusal = meddling.refusals.shift();
      if (refusal !== undefined) throw refusal;
      for await (const message of inner.listDelivered(folder, runId)) {
        const { remoteId } = message;
        if (meddling.deleted.has(remoteId)) continue;
        yield meddling.altered.has(remoteId) ? { ...message, sha256: '0'.repeat(64) } : message;
        if (meddling.doubled.has(remoteId)) yield { ...message, remoteId: `${remoteId} again` };
      }
    },
  };
}

describe('a read-back on demand', () => {
  let under: TestImport;
  let meddling: Meddling;
  afterEach(() => under.close());

  /** Imports these messages, each from Maja to Jonas and hence filed twice. */
  async function importMessages(ids: readonly string[]): Promise<string> {
    meddling = {
      deleted: new Set(),
      altered: new Set(),
      doubled: new Set(),
      refusals: [],
      onRead: () => undefined,
    };
    under = await createTestImport({
      destination: meddledWith(openMemoryDestination(), meddling),
      mailboxes: [maja, jonas].map(({ emailAddress: address }) => ({ address, aliases: [] })),
    });
    const name = packageName({
      day: '2026-11-20',
      part: 1,
      zippedAt: new Date('2026-11-21T05:00:00Z'),
    });
    const items = [...ids, 'held'].map((id) => ({
      entryName: `${id}.eml`,
      eml: buildEml({
        messageId: `${id}@telemessage.example`,
        date: new Date('2026-11-20T09:30:00Z'),
        from: id === 'held' ? kim : maja,
        to: [id === 'held' ? kim : jonas],
        subject: 'Telegram message',
        text: `text of ${id}`,
      }),
    }));
    under.packages.set(name, await buildPackage({ name, items }));
    const runId = await under.startRun();
    await under.work();
    return runId;
  }
  async function request(runId: string): Promise<string> {
    const { readBackId } = await requestReadBack(under.services, { runId, actor });
    return readBackId;
  }
  async function readBack(runId: string) {
    const id = await request(runId);
    await under.work();
    return find(id);
  }
  async function find(id: string) {
    return under.db.readBack.findUniqueOrThrow({
      where: { id },
      include: { differences: { orderBy: { number: 'asc' } } },
    });
  }
  async function remoteIdOf(mailbox: string, id: string): Promise<string> {
    const { remoteId } = await under.db.delivery.findFirstOrThrow({
      where: { mailbox, item: { entryName: `${id}.eml` } },
    });
    return remoteId ?? '';
  }
  async function prune(): Promise<void> {
    const at = new Date(Date.now() + 401 * DAY_MS);
    await pruneReceipts({ ...under.services, now: () => at }, { signal });
  }
  /** One message deleted, one altered, one there twice. */
  async function meddle(): Promise<void> {
    meddling.deleted.add(await remoteIdOf(maja.emailAddress, '1'));
    meddling.altered.add(await remoteIdOf(jonas.emailAddress, '2'));
    meddling.doubled.add(await remoteIdOf(jonas.emailAddress, '3'));
  }
  const found = { state: 'ended', expected: 6, compared: 6, missing: 1, altered: 1, twice: 1 };

  test('says that everything is there as it was filed', async () => {
    const runId = await importMessages(['1', '2', '3']);

    expect(await readBack(runId)).toMatchObject({
      state: 'ended',
      requestedBy: actor.email,
      receiptsFrom: 'database',
      expected: 6,
      compared: 6,
      missing: 0,
      altered: 0,
      twice: 0,
      failure: null,
      differences: [],
    });
    expect(await under.db.auditEntry.findFirstOrThrow()).toMatchObject({
      action: 'read-back-requested',
      actorName: actor.email,
      connectorId: under.connectorId,
      subjects: { runId },
    });
  });

  test('finds what was deleted, altered and doubled, and leaves the run as it closed', async () => {
    const runId = await importMessages(['1', '2', '3']);
    await meddle();
    const before = await under.db.run.findUniqueOrThrow({ where: { id: runId } });
    const result = await readBack(runId);

    expect(result).toMatchObject(found);
    expect(result.differences).toMatchObject([
      { kind: 'altered', mailbox: jonas.emailAddress, sourceItemId: '2@telemessage.example' },
      { kind: 'twice', mailbox: jonas.emailAddress, sourceItemId: '3@telemessage.example' },
      { kind: 'missing', mailbox: maja.emailAddress, sourceItemId: '1@telemessage.example' },
    ]);
    expect(JSON.stringify(result.differences)).not.toContain('text of');
    expect(await under.db.run.findUniqueOrThrow({ where: { id: runId } })).toEqual(before);
  });

  test('goes by the evidence when the receipts have left the database', async () => {
    const runId = await importMessages(['1', '2', '3']);
    await meddle();
    await prune();
    expect(await under.db.delivery.count({ where: { state: 'imported' } })).toBe(0);
    const result = await readBack(runId);

    expect(result).toMatchObject({ ...found, receiptsFrom: 'evidence' });
    expect(result.differences.map(({ kind, sourceItemId }) => [kind, sourceItemId])).toEqual([
      ['altered', '2@telemessage.example'],
      ['twice', '3@telemessage.example'],
      ['missing', '1@telemessage.example'],
    ]);
    expect(result.differences[0]?.eventAt?.toISOString()).toBe('2026-11-20T09:30:00.000Z');
  });

  test('goes by the evidence when only a part of the receipts has left', async () => {
    const runId = await importMessages(['1', '2', '3']);
    await under.db.delivery.deleteMany({ where: { mailbox: maja.emailAddress } });

    expect(await readBack(runId)).toMatchObject({ receiptsFrom: 'evidence', compared: 6 });
  });

  test('reads the evidence in parts, mailbox by mailbox', async () => {
    const runId = await importMessages(['1', '2', '3']);
    const written = await findSignedEvidence(under.db, runId);
    if (written === null) throw new Error('no evidence');
    const { count, stream } = await receiptsInEvidence(under.services.evidence, written, 1);
    const mailboxes = await Array.fromAsync(stream);

    expect(count).toBe(6);
    expect(mailboxes.map(({ mailbox, receipts }) => [mailbox, receipts.length])).toEqual([
      [jonas.emailAddress, 3],
      [maja.emailAddress, 3],
    ]);
  });

  test.each(['missing', 'altered', 'cut short', 'not anchored'])(
    'compares with no evidence that is %s',
    async (how) => {
      const runId = await importMessages(['1']);
      await prune();
      const { directory, anchorFile } = under.services.evidence;
      const { fileName } = await under.db.evidence.findUniqueOrThrow({ where: { runId } });
      const file = path.join(directory, fileName);
      if (how === 'missing') await rename(file, `${file}.away`);
      if (how === 'altered') await writeFile(file, 'something else');
      if (how === 'cut short') await cutShort(file);
      if (how === 'not anchored') await writeFile(anchorFile, '');

      expect(await readBack(runId)).toMatchObject({
        state: 'failed',
        failure: how === 'missing' ? 'evidence-missing' : 'evidence-differs',
        compared: 0,
      });
    },
  );

  test('counts what a mailbox that is gone should hold as missing, and says why', async () => {
    const runId = await importMessages(['1', '2']);
    meddling.refusals.push(new PortError('mailbox-missing', 'reject-item'));
    const result = await readBack(runId);

    expect(result).toMatchObject({ state: 'ended', compared: 4, missing: 2 });
    expect(result.differences.map(({ mailbox, reason }) => [mailbox, reason])).toEqual([
      [jonas.emailAddress, 'mailbox-missing'],
      [jonas.emailAddress, 'mailbox-missing'],
    ]);
  });

  test('goes on after a connection that broke', async () => {
    const runId = await importMessages(['1']);
    meddling.refusals.push(new PortError('connection-lost', 'retry', { retryAfterMs: 1 }));

    expect(await readBack(runId)).toMatchObject({ state: 'ended', compared: 2, missing: 0 });
  });

  test('ends with the reason when the destination is down, and the run does not rest', async () => {
    const runId = await importMessages(['1']);
    const down = new PortError('unreachable', 'retry', { retryAfterMs: 1 });
    meddling.refusals.push(down, down, down);

    expect(await readBack(runId)).toMatchObject({ state: 'failed', failure: 'unreachable' });
    expect(await under.db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      state: 'completed',
      waitingFor: null,
      wakeAt: null,
    });
    expect(await readBack(runId)).toMatchObject({ state: 'ended' });
  });

  test('begins anew, and counts nothing twice, when its worker died', async () => {
    const runId = await importMessages(['1', '2', '3']);
    await meddle();
    const id = await request(runId);
    const dying = new AbortController();
    let reads = 0;
    // Within the second mailbox: the first one's differences are written down.
    meddling.onRead = () => {
      reads += 1;
      if (reads < 2) return;
      dying.abort(new Error('killed'));
      throw new PortError('connection-lost', 'retry');
    };
    const dies = performReadBack(under.services, { readBackId: id, signal: dying.signal });
    await expect(dies).rejects.toThrow();
    expect(await find(id)).toMatchObject({ state: 'running', differences: [{}, {}] });
    under.jobs.length = 0;
    meddling.onRead = () => undefined;
    await takeOverWork(under.services);
    await under.work();

    expect(await find(id)).toMatchObject({ ...found, differences: [{}, {}, {}] });
  });

  test('is one at a time, of a run that has closed', async () => {
    const runId = await importMessages(['1']);
    await request(runId);
    await expect(request(runId)).rejects.toMatchObject({ code: 'read-back-active' });
    await under.work();
    await request(runId);

    const active = await under.startRun();
    await expect(request(active)).rejects.toMatchObject({ code: 'run-not-closed' });
    await expect(request(crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    expect(await under.db.auditEntry.count()).toBe(2);
  });
});

async function cutShort(file: string): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 20));
}
