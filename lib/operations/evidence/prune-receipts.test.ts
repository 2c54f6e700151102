import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { pruneReceipts } from '#lib/operations/evidence/prune-receipts.ts';
import { buildEml, type EmlMessage } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const { signal } = new AbortController();
const DAY_MS = 24 * 3600 * 1000;
const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const customer = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: null };

function message(id: string, from: EmlMessage['from'] = maja): EmlMessage {
  return {
    messageId: `${id}@telemessage.example`,
    date: new Date('2026-11-20T09:30:00Z'),
    from,
    to: [customer],
    subject: 'Telegram message',
    text: id,
  };
}

describe('receipts that are old', () => {
  let under: TestImport;

  beforeEach(async () => {
    under = await createTestImport({
      destination: openMemoryDestination(),
      mailboxes: [{ address: maja.emailAddress, aliases: [] }],
    });
  });
  afterEach(() => under.close());

  /** Imports a package of its own with these messages. */
  async function importPart(part: number, messages: readonly EmlMessage[]): Promise<string> {
    const zippedAt = new Date('2026-11-21T05:00:00Z');
    const name = packageName({ day: '2026-11-20', part, zippedAt });
    const items = messages.map((eml, index) => ({ entryName: `${index}.eml`, eml: buildEml(eml) }));
    under.packages.set(name, await buildPackage({ name, items }));
    const runId = await under.startRun();
    await under.work();
    return runId;
  }
  function pruneAfter(days: number): Promise<void> {
    const at = new Date(Date.now() + days * DAY_MS);
    return pruneReceipts({ ...under.services, now: () => at }, { signal });
  }
  async function countRows() {
    const { db } = under;
    return { items: await db.item.count(), deliveries: await db.delivery.count() };
  }

  test('leave the database, and what was imported once is a duplicate still', async () => {
    const first = await importPart(1, [message('1'), message('2')]);
    await pruneAfter(399);
    expect(await countRows()).toEqual({ items: 2, deliveries: 2 });
    await pruneAfter(401);
    expect(await countRows()).toEqual({ items: 0, deliveries: 0 });

    const second = await importPart(2, [message('1'), message('3')]);
    const getRun = (id: string) => under.db.run.findUniqueOrThrow({ where: { id } });
    expect(await getRun(second)).toMatchObject({ imported: 1, skipped: 1, state: 'completed' });
    expect(await getRun(first)).toMatchObject({ imported: 2, state: 'completed' });
  });

  test('stay while anything of their item is held', async () => {
    await importPart(1, [message('1'), message('2', customer)]);
    await pruneAfter(401);

    expect(await countRows()).toEqual({ items: 1, deliveries: 1 });
    expect(await under.db.delivery.findFirst()).toMatchObject({ state: 'held' });
  });

  test('stay when their file is missing, altered or not anchored', async () => {
    const runId = await importPart(1, [message('1')]);
    const { directory, anchorFile } = under.services.evidence;
    const { fileName } = await under.db.evidence.findUniqueOrThrow({ where: { runId } });
    const file = path.join(directory, fileName);
    const all = { items: 1, deliveries: 1 };

    await rename(file, `${file}.away`);
    await pruneAfter(401);
    expect(await countRows()).toEqual(all);
    await writeFile(file, 'something else');
    await pruneAfter(401);
    expect(await countRows()).toEqual(all);
    await rename(`${file}.away`, file);
    await rename(anchorFile, `${anchorFile}.away`);
    await pruneAfter(401);
    expect(await countRows()).toEqual(all);
    await rename(`${anchorFile}.away`, anchorFile);
    await pruneAfter(401);
    expect(await countRows()).toEqual({ items: 0, deliveries: 0 });
  });

  test('stay when the database holds more of them than the file', async () => {
    const runId = await importPart(1, [message('1')]);
    await under.db.evidence.update({ where: { runId }, data: { receipts: 0 } });
    await pruneAfter(401);

    expect(await countRows()).toEqual({ items: 1, deliveries: 1 });
  });
});
