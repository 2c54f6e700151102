import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { buildEml, type EmlMessage } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const folder = 'Telegram Archiver';
const mailboxes = [
  { address: 'maja@fjord.example', aliases: [] },
  { address: 'jonas@fjord.example', aliases: [] },
];
const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const jonas = {
  name: 'Jonas Berg',
  mobileNumber: '46701234567',
  emailAddress: 'jonas@fjord.example',
};
const customer = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: null };
const canary = 'CANARY-the-quarterly-figures';

function message(id: string, fields: Partial<EmlMessage> = {}): EmlMessage {
  return {
    messageId: `${id}@telemessage.example`,
    date: new Date('2026-11-20T09:30:00Z'),
    from: maja,
    to: [jonas],
    subject: 'Telegram message',
    text: `${canary} ${id}`,
    ...fields,
  };
}

function packageOf(messages: readonly EmlMessage[], part = 1): Promise<[string, Buffer]> {
  const name = packageName({ day: '2026-11-20', part, zippedAt: new Date('2026-11-21T05:00:00Z') });
  const items = messages.map((eml, index) => ({ entryName: `${index}.eml`, eml: buildEml(eml) }));
  return buildPackage({ name, items }).then((bytes) => [name, bytes]);
}

describe('an import', () => {
  let under: TestImport | undefined;
  afterEach(async () => {
    await under?.close();
    under = undefined;
  });

  async function setUp(wrap: (inner: Destination) => Destination = (inner) => inner) {
    const inner = openMemoryDestination();
    const created = await createTestImport({ destination: wrap(inner), mailboxes });
    under = created;
    return { ...created, inner };
  }

  async function countFiled(destination: Destination, runIds: readonly string[]) {
    const counts = mailboxes.map(async ({ address }) => {
      const at = await destination.ensureFolder(address, folder);
      const filed = runIds.map((runId) => Array.fromAsync(destination.listDelivered(at, runId)));
      return (await Promise.all(filed)).flat().length;
    });
    return Promise.all(counts);
  }

  function getRun(runId: string) {
    return under?.db.run.findUniqueOrThrow({ where: { id: runId } });
  }

  test('files every item with every matched participant, holds the rest, and adds up', async () => {
    const { packages, startRun, work, inner, db, stagingDirectory } = await setUp();
    packages.set(
      ...(await packageOf([
        message('1'),
        message('2', { to: [customer] }),
        message('3', { from: customer, to: [customer] }),
      ])),
    );
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({
      state: 'completed',
      findings: [],
      itemsInManifests: 3,
      itemsAvailable: 3,
      availableForImport: 4,
      imported: 3,
      held: 1,
      skipped: 0,
      failed: 0,
    });
    expect(await countFiled(inner, [runId])).toEqual([2, 1]);
    const items = await db.item.findMany({ orderBy: { entryName: 'asc' } });
    expect(items.map(({ state, holdReason }) => [state, holdReason])).toEqual([
      ['imported', null],
      ['imported', null],
      ['held', 'unmapped'],
    ]);
    expect(await listFiles(path.join(stagingDirectory, 'objects'))).toHaveLength(1);
  });

  test('leaves no message text in the staging area or the database', async () => {
    const { packages, startRun, work, stagingDirectory, db } = await setUp();
    packages.set(...(await packageOf([message('1', { from: customer, to: [customer] })])));
    await startRun();
    await work();

    for (const file of await listFiles(stagingDirectory)) {
      expect((await readFile(file)).includes(canary)).toBe(false);
    }
    const rows = JSON.stringify([await db.item.findMany(), await db.delivery.findMany()]);
    expect(rows).not.toContain(canary);
  });

  test('delivers nothing twice when the same package comes again under another name', async () => {
    const { packages, startRun, work, inner } = await setUp();
    const [name, bytes] = await packageOf([message('1')]);
    packages.set(name, bytes);
    const first = await startRun();
    await work();
    packages.set(name.replace('_1_', '_2_'), bytes);
    const second = await startRun();
    await work();

    expect(await countFiled(inner, [first, second])).toEqual([1, 1]);
    expect(await getRun(second)).toMatchObject({ state: 'completed', itemsAvailable: 0 });
  });

  test('skips an item that another package has brought already, by its id', async () => {
    const { packages, startRun, work, inner } = await setUp();
    packages.set(...(await packageOf([message('1')])));
    const first = await startRun();
    await work();
    packages.set(...(await packageOf([message('1'), message('2')], 2)));
    const second = await startRun();
    await work();

    expect(await getRun(second)).toMatchObject({
      state: 'completed',
      availableForImport: 4,
      imported: 2,
      skipped: 2,
    });
    expect(await countFiled(inner, [first, second])).toEqual([2, 2]);
  });

  test('keeps items of the same text apart: an edit is an item of its own', async () => {
    const { packages, startRun, work } = await setUp();
    packages.set(
      ...(await packageOf([message('1', { text: 'ok' }), message('2', { text: 'ok' })])),
    );
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({ imported: 4, skipped: 0 });
  });

  test('refuses a package that is not complete, and takes it when it is', async () => {
    const { packages, startRun, work } = await setUp();
    const [name, whole] = await packageOf([message('1')]);
    const items = [{ entryName: '1.eml', eml: buildEml(message('1')) }];
    packages.set(name, await buildPackage({ name, items, manifest: 'Count: 2\n1.eml\n2.eml\n' }));
    const first = await startRun();
    await work();
    packages.set(name, whole);
    const second = await startRun();
    await work();

    expect(await getRun(first)).toMatchObject({
      state: 'not-reconciled',
      packagesRefused: 1,
      itemsAvailable: 0,
      findings: [{ code: 'package-refused', found: 1 }],
    });
    expect(await getRun(second)).toMatchObject({ state: 'completed', imported: 2 });
  });

  test('closes an empty day green', async () => {
    const { startRun, work } = await setUp();
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({ state: 'completed', availableForImport: 0 });
  });

  test('holds what is larger than 10 MB: not one byte below, not at the limit, one byte above it', async () => {
    const { packages, startRun, work, inner, db } = await setUp();
    const limit = 10 * 1024 * 1024;
    const items = [-1, 0, 1].map((more) => {
      const eml = buildEml(message(`limit${more}`));
      const rest = Buffer.alloc(limit + more - eml.length, 'x');
      return { entryName: `limit${more}.eml`, eml: Buffer.concat([eml, rest]) };
    });
    const [name] = await packageOf([]);
    packages.set(name, await buildPackage({ name, items }));
    const runId = await startRun();
    await work();

    const rows = await db.item.findMany({ orderBy: { sizeBytes: 'asc' } });
    expect(rows.map(({ sizeBytes, state, holdReason }) => [sizeBytes, state, holdReason])).toEqual([
      [limit - 1, 'imported', null],
      [limit, 'imported', null],
      [limit + 1, 'held', 'too-large'],
    ]);
    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 4, held: 2 });
    expect(await countFiled(inner, [runId])).toEqual([2, 2]);
  });

  test('finds a message again that was filed without an answer, and does not send it twice', async () => {
    let isAnswerLost = true;
    const { packages, startRun, work, inner } = await setUp((destination) => ({
      ...destination,
      async deliver(at, messages) {
        const outcomes = await destination.deliver(at, messages);
        if (!isAnswerLost) return outcomes;
        isAnswerLost = false;
        return outcomes.map(({ deliveryKey }) => ({ deliveryKey, state: 'in-doubt' }));
      },
    }));
    packages.set(...(await packageOf([message('1'), message('2')])));
    const runId = await startRun();
    await work();

    expect(await countFiled(inner, [runId])).toEqual([2, 2]);
    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 4 });
  });

  test('resumes after a crash between the send and its record', async () => {
    let crashes = 1;
    const { packages, startRun, work, inner } = await setUp((destination) => ({
      ...destination,
      async deliver(at, messages) {
        const outcomes = await destination.deliver(at, messages);
        if (crashes-- > 0) throw new Error('killed');
        return outcomes;
      },
    }));
    packages.set(...(await packageOf([message('1'), message('2')])));
    const runId = await startRun();
    await expect(work()).rejects.toThrow('killed');
    await work();

    expect(await countFiled(inner, [runId])).toEqual([2, 2]);
    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 4 });
  });

  test('waits for a destination that throttles, says so, and then goes on', async () => {
    let refusals = 1;
    const { packages, startRun, work, inner } = await setUp((destination) => ({
      ...destination,
      deliver(at, messages) {
        if (refusals-- > 0) throw new PortError('throttled', 'retry', { retryAfterMs: 1_000 });
        return destination.deliver(at, messages);
      },
    }));
    packages.set(...(await packageOf([message('1')])));
    const runId = await startRun();
    await expect(work()).rejects.toThrow('throttled');
    expect(await getRun(runId)).toMatchObject({ state: 'delivering', waitingFor: 'throttled' });
    await work();

    expect(await getRun(runId)).toMatchObject({
      state: 'completed',
      imported: 2,
      waitingFor: null,
    });
    expect(await countFiled(inner, [runId])).toEqual([1, 1]);
  });

  test('waits for a mailbox that took messages without an answer three times, and then goes on', async () => {
    let isSilent = true;
    const { packages, startRun, work, inner } = await setUp((destination) => ({
      ...destination,
      deliver(at, messages) {
        if (!isSilent) return destination.deliver(at, messages);
        return Promise.resolve(
          messages.map(({ deliveryKey }) => ({ deliveryKey, state: 'in-doubt' as const })),
        );
      },
    }));
    packages.set(...(await packageOf([message('1')])));
    const runId = await startRun();
    await expect(work()).rejects.toThrow('no-answer-to-delivery');
    expect(await getRun(runId)).toMatchObject({
      state: 'delivering',
      waitingFor: 'no-answer-to-delivery',
    });
    isSilent = false;
    await work();

    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 2 });
    expect(await countFiled(inner, [runId])).toEqual([1, 1]);
  });

  test('holds everything for a mailbox that refuses, and delivers the rest', async () => {
    const { packages, startRun, work } = await setUp((destination) => ({
      ...destination,
      ensureFolder(mailbox, name) {
        if (mailbox === jonas.emailAddress) throw new PortError('mailbox-missing', 'reject-item');
        return destination.ensureFolder(mailbox, name);
      },
    }));
    packages.set(...(await packageOf([message('1')])));
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({ state: 'completed', imported: 1, held: 1 });
  });

  test('never runs twice at once for one connector', async () => {
    const { startRun } = await setUp();
    await startRun();

    await expect(startRun()).rejects.toMatchObject({ code: 'run-already-active' });
  });
});

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
