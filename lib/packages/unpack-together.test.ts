import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { type PackedEntry, unpackTogether } from '#lib/packages/unpack-together.ts';

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const EMPTY_MEMBER_END = Buffer.concat([Buffer.from([3, 0]), Buffer.alloc(8)]);

function entryOf(text: string, change: Partial<EntryLocation> = {}, packed?: Buffer): PackedEntry {
  const data = packed ?? deflateRawSync(text);
  const location: EntryLocation = {
    headerOffset: 0,
    compressedBytes: data.length,
    uncompressedBytes: text.length,
    crc32: crc32(text),
    method: 'deflated',
    ...change,
  };
  return { packed: data, location };
}

const [hej, hei] = [entryOf('hej'.repeat(99)), entryOf('hei')];

describe('unpackTogether', () => {
  it('gives each entry its bytes, in their order', () => {
    const stored = entryOf('halla', { method: 'stored' }, Buffer.from('halla'));
    for (const entries of [[hej, hei], [hei], [hej, entryOf(''), hei], [hei, stored, hej], []]) {
      const texts = unpackTogether(entries).map((bytes) => bytes.toString());
      expect(texts.map((text) => text.length)).toEqual(
        entries.map(({ location }) => location.uncompressedBytes),
      );
      expect(texts.map((text) => crc32(text))).toEqual(
        entries.map(({ location }) => location.crc32),
      );
    }
  });

  it.each<[string, PackedEntry]>([
    ['another checksum', entryOf('hej', { crc32: 1 })],
    ['a smaller size', entryOf('hej', { uncompressedBytes: 2 })],
    ['a larger size', entryOf('hej', { uncompressedBytes: 4 })],
    ['no deflated data', entryOf('hej', {}, Buffer.alloc(9, 0xff))],
    ['data cut short', entryOf('hej', {}, deflateRawSync('hej').subarray(0, -1))],
    ['data and more', entryOf('hej', {}, Buffer.concat([deflateRawSync('hej'), Buffer.from('x')]))],
    [
      'data, their checksum and size, a zero and more',
      entryOf(
        'hej',
        {},
        Buffer.concat([
          deflateRawSync('hej'),
          Buffer.from(new Uint32Array([crc32('hej'), 3]).buffer),
          Buffer.from('\0more'),
        ]),
      ),
    ],
    [
      'nothing, and another member',
      entryOf('hej', {}, Buffer.concat([EMPTY_MEMBER_END, GZIP_HEADER, deflateRawSync('hej')])),
    ],
  ])('refuses an entry with %s, at any place', (_what, entry) => {
    for (const entries of [
      [entry, hej],
      [hei, entry, hej],
      [hej, entry],
    ]) {
      expect(() => unpackTogether(entries)).toThrow('package-damaged');
    }
  });
});
