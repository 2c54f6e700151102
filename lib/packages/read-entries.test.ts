import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { PortError } from '#lib/domain/errors.ts';
import { PackageRefusedError } from '#lib/domain/packages/refusal.ts';
import { cacheBlocks, createBlockCache } from '#lib/packages/cache-blocks.ts';
import { readDirectory } from '#lib/packages/read-directory.ts';
import { readEntries, type ReadEntry } from '#lib/packages/read-entries.ts';
import { readEntriesAt } from '#lib/packages/read-entries-at.ts';
import type { StagedObject } from '#lib/staging/port.ts';

type Spy = StagedObject & { readonly reads: (readonly [start: number, length: number])[] };

function staged(bytes: Buffer): Spy {
  const reads: [number, number][] = [];
  return {
    reads,
    sizeBytes: bytes.length,
    read: (start, length) => {
      reads.push([start, length]);
      return Promise.resolve(bytes.subarray(start, start + length));
    },
    close: () => Promise.resolve(),
  };
}

async function zip(contents: ReadonlyMap<string, Buffer>, isStored = false): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of contents) file.addBuffer(content, name, { compress: !isStored });
  file.end();
  return buffer(file.outputStream);
}

function contentsOf(sizes: readonly number[]): ReadonlyMap<string, Buffer> {
  return new Map(sizes.map((size, index) => [`${index}.eml`, randomBytes(size)]));
}

async function readAll(object: StagedObject): Promise<readonly (readonly ReadEntry[])[]> {
  return Array.fromAsync(readEntries(object, (await readDirectory(object)).items));
}

const mixed = [1, 3_000, 70_000, 1_048_576, 1_048_577, 3_000_000, 12, 500_000, 800_000, 5];

describe('readEntries', () => {
  it.each([false, true])('gives bytes and hash of every entry (stored: %s)', async (isStored) => {
    const contents = contentsOf(mixed);
    const entries = (await readAll(staged(await zip(contents, isStored)))).flat();
    expect(entries.map(({ entry }) => entry.name)).toEqual([...contents.keys()]);
    for (const { entry, bytes, sha256 } of entries) {
      const content = contents.get(entry.name) ?? Buffer.alloc(0);
      expect(bytes.equals(content)).toBe(true);
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    }
  });

  it('bounds a batch by number and by bytes, and gives a larger entry one of its own', async () => {
    const many = await readAll(staged(await zip(contentsOf(Array<number>(1_200).fill(20)))));
    expect(many.map((batch) => batch.length)).toEqual([1_000, 200]);
    const sizes = [1, 20_000_000, 1, 9_000_000, 7_000_000, 1_000_000];
    const large = await readAll(staged(await zip(contentsOf(sizes), true)));
    expect(large.map((batch) => batch.length)).toEqual([1, 1, 3, 1]);
  });

  it('reads a thousand small entries with a handful of reads', async () => {
    const object = staged(await zip(contentsOf(Array<number>(1_000).fill(2_000))));
    const entries = (await readDirectory(object)).items;
    object.reads.length = 0;
    await Array.fromAsync(readEntries(object, entries));
    expect(object.reads.length).toBeLessThan(5);
  });

  it('refuses bytes that are not those that were packed', async () => {
    const bytes = await zip(contentsOf([100, 100]), true);
    const entries = (await readDirectory(staged(bytes))).items;
    bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
    await expect(Array.fromAsync(readEntries(staged(bytes), entries))).rejects.toThrow(
      PackageRefusedError,
    );
  });

  it('passes on what the staging says, of small and large entries', async () => {
    const damaged = new PortError('staged-object-damaged', 'fix-settings');
    const object = staged(await zip(contentsOf([10, 5_000_000])));
    const failing = { ...object, read: () => Promise.reject(damaged) };
    for (const entry of (await readDirectory(object)).items) {
      await expect(Array.fromAsync(readEntries(failing, [entry]))).rejects.toBe(damaged);
    }
  });
});

describe('readEntriesAt', () => {
  it('gives entries in the order asked for, wherever they lie', async () => {
    const contents = contentsOf([...mixed, ...mixed]);
    const object = staged(await zip(contents));
    const entries = [...(await readDirectory(object)).items].toReversed();
    for (const source of [
      object,
      cacheBlocks(object, createBlockCache(32_000_000)),
      cacheBlocks(object, createBlockCache(200_000)),
    ]) {
      const locations = entries.map(({ location }) => location);
      const found = await readEntriesAt(source, locations);
      const expected = entries.map(({ name }) => contents.get(name) ?? Buffer.alloc(0));
      expect(found.map((bytes, index) => bytes.equals(expected[index] ?? bytes))).toEqual(
        entries.map(() => true),
      );
    }
  });

  it('reads neighbours at once, and a block of the package once', async () => {
    const object = staged(await zip(contentsOf(Array<number>(2_000).fill(2_000))));
    const cached = cacheBlocks(object, createBlockCache(32_000_000));
    const entries = [...(await readDirectory(object)).items];
    object.reads.length = 0;
    for (let mailbox = 0; mailbox < 50; mailbox += 1) {
      const ofMailbox = entries.filter((_, index) => index % 50 === mailbox);
      await readEntriesAt(
        cached,
        ofMailbox.map(({ location }) => location),
      );
    }
    const readBytes = object.reads.reduce((sum, [, length]) => sum + length, 0);
    expect(readBytes).toBeLessThan(object.sizeBytes + 128 * 1024);
  });
});

describe('cacheBlocks', () => {
  it('reads as the object itself does, at any place', async () => {
    const bytes = randomBytes(1_000_000);
    const cached = cacheBlocks(staged(bytes), createBlockCache(4 * 65_536));
    const places = [0, 65_530, 65_536, 500_000, 999_990, 1_000_000, 2_000_000, 0, 65_535];
    for (const place of places) {
      for (const length of [0, 1, 70_000, 300_000]) {
        const expected = bytes.subarray(place, place + length);
        expect((await cached.read(place, length)).equals(expected)).toBe(true);
      }
    }
  });

  it('asks again for what could not be read', async () => {
    const bytes = randomBytes(1_000);
    const object = staged(bytes);
    let isBroken = true;
    const cached = cacheBlocks(
      {
        ...object,
        read: (start, length) =>
          isBroken
            ? Promise.reject(new PortError('staging-failed', 'retry'))
            : object.read(start, length),
      },
      createBlockCache(1_000_000),
    );
    await expect(cached.read(0, 10)).rejects.toThrow(PortError);
    isBroken = false;
    expect((await cached.read(0, 10)).equals(bytes.subarray(0, 10))).toBe(true);
  });
});
