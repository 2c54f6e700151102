import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileArchives } from '#e2e/fixtures/hostile-archives/all.ts';
import { item, pack } from '#e2e/fixtures/hostile-archives/archive.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { packageName } from '#lib/sandbox/packages/build-package.ts';

/** Those that need a large file to be hostile are judged in lib/packages alone. */
const LARGEST_BYTES = 4 * 1024 * 1024;
const MAILBOX = 'a@fjord.example';
const zippedAt = new Date('2026-11-04T05:02:11Z');

const packages = [
  ...hostileArchives.map(({ build, ...archive }) => ({ ...archive, bytes: build() })),
  { name: 'nothing wrong', bytes: pack([item('good.eml')]), expected: { taken: ['good.eml'] } },
]
  .filter(({ bytes }) => bytes.length <= LARGEST_BYTES)
  .map((archive, index) => {
    const partName = packageName({ day: '2026-11-03', part: index + 1, zippedAt });
    return { ...archive, partName };
  });
const namesTaken = packages.flatMap(({ expected }) => ('taken' in expected ? expected.taken : []));

describe('a run over every hostile package at once', () => {
  const destination = openMemoryDestination();
  let under: TestImport;
  let runId: string;

  beforeAll(async () => {
    under = await createTestImport({
      destination,
      mailboxes: [{ address: MAILBOX, aliases: [] }],
    });
    for (const { partName, bytes } of packages) under.packages.set(partName, bytes);
    runId = await under.startRun();
    await under.work();
  });
  afterAll(() => under.close());

  it.each(packages)('imports of one with $name what is right', async ({ partName, expected }) => {
    const { db } = under;
    const found = await db.package.findFirstOrThrow({ where: { runId, name: partName } });
    const items = await db.item.findMany({ where: { packageId: found.id } });
    if ('taken' in expected) {
      expect(found).toMatchObject({ state: 'read', itemsInManifest: expected.taken.length });
      expect(items.map(({ entryName }) => entryName).sort()).toEqual([...expected.taken].sort());
      return;
    }
    expect(found).toMatchObject({ state: 'refused', stagingKey: null });
    expect(found.refusal).toMatchObject(expected.refused.map((code) => ({ code })));
    expect(items).toEqual([]);
  });

  it('delivers the items of the packages that are taken, each once, and nothing else', async () => {
    const { db } = under;
    const folder = await destination.ensureFolder(MAILBOX, 'Telegram Archiver');
    const filed = await Array.fromAsync(destination.listDelivered(folder, runId));
    const items = await db.item.findMany({ where: { runId }, select: { sourceItemId: true } });
    expect(items).toHaveLength(namesTaken.length);
    expect(filed).toHaveLength(new Set(items.map(({ sourceItemId }) => sourceItemId)).size);
    expect(await db.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      itemsInManifests: namesTaken.length,
      itemsAvailable: namesTaken.length,
      packagesRefused: packages.filter(({ expected }) => 'refused' in expected).length,
      imported: filed.length,
      failed: 0,
      held: 0,
    });
  });

  it('leaves nothing of a refused package in the staging area', async () => {
    const keys = await Array.fromAsync(under.services.staging.listKeys());
    expect(keys.filter((key) => key.startsWith('packages/'))).toEqual([]);
  });
});
