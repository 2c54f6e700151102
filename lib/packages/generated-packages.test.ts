import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type BuiltEntry,
  buildDescriptor,
  buildZip,
  DESCRIPTOR_FLAG,
  UTF8_FLAG,
} from '#e2e/fixtures/zip-builder.ts';
import { PackageRefusedError } from '#lib/domain/packages/refusal.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries } from '#lib/packages/read-entries.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const PACKAGES = 500;
const MUTANTS_OF_EACH = 8;
const HANG_MS = 5_000;
const MOST_MEMORY_BYTES = 512 * 1024 * 1024;
/** Another one each time; printed, and as `seed` it brings the same packages back. */
const SEED = Date.now() % 2 ** 31;

const nameCharacters = fc.constantFrom(
  ...['a', 'b', 'X', 'Y', '0', '9', ' ', '_', '-', '.', '(', '&', '%', '#'],
  ...['å', 'É', '台', '北', '😀', '\u0301', '\u00a0'],
);
const content = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.string({ minLength: 1, maxLength: 40 }), fc.nat({ max: 3_000 }))
    .map(([text, count]) => Buffer.from(text.repeat(count + 1))),
);
const file = fc.record({
  text: fc.array(nameCharacters, { maxLength: 30 }).map((characters) => characters.join('')),
  content,
  isStored: fc.boolean(),
  sizes: fc.constantFrom('before', 'after', 'after-unsigned', 'after-wide'),
  kind: fc.constantFrom('eml', 'eml', 'eml', 'json', 'JSON', 'txt', '/'),
});
type File = typeof file extends fc.Arbitrary<infer Value> ? Value : never;

/** The number makes the names differ whatever else they are. */
function toEntry({ text, content: bytes, isStored, sizes, kind }: File, index: number): BuiltEntry {
  if (kind === '/') return { name: `${index}${text}/`, isStored: true };
  const entry = { name: `${index}${text}.${kind}`, content: bytes, isStored };
  if (sizes === 'before') return entry;
  const isSigned = sizes !== 'after-unsigned';
  const isZip64 = sizes === 'after-wide';
  return {
    ...entry,
    both: { flags: UTF8_FLAG | DESCRIPTOR_FLAG },
    local: { crc32: 0, compressedBytes: 0, uncompressedBytes: 0 },
    after: buildDescriptor(bytes, { isSigned, isZip64, isStored }),
  };
}

const packages = fc
  .record({
    files: fc.array(file, { maxLength: 12 }),
    lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
    manifestAt: fc.nat({ max: 12 }),
    isListedBackwards: fc.boolean(),
    hasZip64Record: fc.boolean(),
  })
  .map(({ files, lineEnd, manifestAt, isListedBackwards, hasZip64Record }) => {
    const entries = files.map(toEntry);
    const items = entries.filter(({ name }) => /\.(?:eml|json)$/i.test(name.toString()));
    const names = items.map(({ name }) => name.toString());
    const listed = isListedBackwards ? names.toReversed() : names;
    const lines = [`Count: ${names.length}`, ...listed].join(lineEnd);
    const manifest = { name: 'package.mf', content: lines };
    return {
      items: items.map(({ name, content: bytes = '' }) => `${name.toString()} ${sha256(bytes)}`),
      bytes: buildZip({
        entries: entries.toSpliced(manifestAt, 0, manifest),
        ...(hasZip64Record ? { zip64: {} } : {}),
      }),
    };
  });

const mutation = fc.record({
  kind: fc.constantFrom('flip', 'set', 'edge', 'cut', 'remove', 'repeat', 'swap'),
  /** Most of what can be wrong is in the directory, at the end. */
  at: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()),
  length: fc.integer({ min: 1, max: 200 }),
  value: fc.constantFrom(0, 1, 8, 0x14, 0x7f, 0xff),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate(original: Buffer, { kind, at: [part, isLate], length, value }: Mutation): Buffer {
  const span = isLate ? Math.min(original.length, 600) : original.length;
  const at = Math.min(original.length - 1, original.length - span + Math.floor(part * span));
  const before = original.subarray(0, at);
  const piece = original.subarray(at, at + length);
  const after = original.subarray(at + length);
  switch (kind) {
    case 'cut':
      return before;
    case 'remove':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([before, piece, piece, after]);
    case 'swap':
      return Buffer.concat([piece, before, after]);
    case 'edge':
      return Buffer.concat([
        before,
        Buffer.alloc(Math.min(4, piece.length), value),
        original.subarray(at + 4),
      ]);
    default: {
      const bytes = Buffer.from(original);
      bytes[at] = kind === 'set' ? value : (bytes[at] ?? 0) ^ (1 << (length % 8));
      return bytes;
    }
  }
}

it(`reads of ${PACKAGES} packages exactly their items, and of broken ones those or none (seed ${SEED})`, async () => {
  let [mutants, refusedMutants] = [0, 0];
  const isRead = fc.asyncProperty(
    packages,
    fc.array(fc.array(mutation, { minLength: 1, maxLength: 3 }), {
      minLength: MUTANTS_OF_EACH,
      maxLength: MUTANTS_OF_EACH,
    }),
    async ({ bytes, items }, mutationsOfEach) => {
      expect(await read(bytes)).toEqual(items);
      for (const mutations of mutationsOfEach) {
        const found = await read(mutations.reduce(mutate, bytes));
        mutants += 1;
        if (found === null) refusedMutants += 1;
        else expect(found).toEqual(items);
      }
    },
  );
  await fc.assert(isRead, { seed: SEED, numRuns: PACKAGES });
  expect(refusedMutants).toBeGreaterThan(mutants / 2);
}, 120_000);

/** Names and hashes of all items, or null for a package that is refused. */
async function read(bytes: Buffer): Promise<readonly string[] | null> {
  const started = performance.now();
  try {
    const { items } = await listItems(staged(bytes));
    const batches = await Array.fromAsync(readEntries(staged(bytes), items));
    return batches.flat().map(({ entry, sha256: hash }) => `${entry.name} ${hash}`);
  } catch (error) {
    if (!(error instanceof PackageRefusedError)) throw error;
    expect(error.refusals.length).toBeGreaterThan(0);
    return null;
  } finally {
    expect(performance.now() - started).toBeLessThan(HANG_MS);
    expect(process.memoryUsage.rss()).toBeLessThan(MOST_MEMORY_BYTES);
  }
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function staged(bytes: Buffer): StagedObject {
  return {
    sizeBytes: bytes.length,
    read: (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
    close: () => Promise.resolve(),
  };
}
