import { describe, expect, it } from 'vitest';
import { checkPackage } from '#lib/domain/packages/check-package.ts';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { parseManifest } from '#lib/domain/packages/manifest.ts';

function entry(name: string, uncompressedBytes = 10): PackageEntry {
  const compressedBytes = uncompressedBytes;
  return {
    name,
    location: { headerOffset: 0, compressedBytes, uncompressedBytes, crc32: 0, method: 'stored' },
  };
}

function codesOf(manifest: string, names: readonly string[]): readonly string[] {
  const items = names.map((name) => entry(name));
  return checkPackage(parseManifest(manifest), items).map(({ code }) => code);
}

describe('parseManifest', () => {
  it.each([
    ['lines ended by LF', 'Count: 2\na.eml\nb.eml\n'],
    ['lines ended by CRLF', 'Count: 2\r\na.eml\r\nb.eml\r\n'],
    ['lines ended by CR and no end of the last', 'Count: 2\ra.eml\rb.eml'],
    ['a byte order mark, spaces and blank lines', '\ufeffcount :2 \n\n  a.eml \n\tb.eml\n\n'],
    ['lines that mean nothing to us', 'Version: 1\na.eml\nCount: 2\nb.eml\n-- end --\n'],
  ])('takes %s', (_what, text) => {
    expect(parseManifest(text)).toEqual({ count: 2, names: ['a.eml', 'b.eml'] });
  });

  it.each(['', 'a.eml\n', 'Count: many\na.eml\n', 'Count: -1\n', 'Count: 1\nCount: 2\na.eml\n'])(
    'has no count in %j',
    (text) => {
      expect(parseManifest(text).count).toBeNull();
    },
  );
});

describe('checkPackage', () => {
  it('finds nothing wrong with a complete package, nor with a day without items', () => {
    expect(codesOf('Count: 2\na.eml\nb.eml', ['b.eml', 'a.eml'])).toEqual([]);
    expect(codesOf('Count: 0\n', [])).toEqual([]);
  });

  it('counts message records as it counts e-mail files', () => {
    expect(codesOf('Count: 2\na.eml\nb.JSON', ['a.eml', 'b.JSON'])).toEqual([]);
    expect(codesOf('Count: 1\na.eml', ['a.eml', 'b.json'])).toEqual([
      'count-differs',
      'item-not-listed',
    ]);
  });

  it.each<[string, string, string[], string[]]>([
    ['no count', 'a.eml', ['a.eml'], ['manifest-without-count']],
    ['an item lost with its name', 'Count: 2\na.eml', ['a.eml'], ['count-differs', 'list-differs']],
    ['an item lost', 'Count: 2\na.eml\nb.eml', ['a.eml'], ['count-differs', 'name-missing']],
    [
      'an item too many',
      'Count: 1\na.eml',
      ['a.eml', 'b.eml'],
      ['count-differs', 'item-not-listed'],
    ],
    ['a name spelled otherwise', 'Count: 1\nA.eml', ['a.eml'], ['name-missing', 'item-not-listed']],
    [
      'a name twice in the place of another',
      'Count: 2\na.eml\na.eml',
      ['a.eml', 'b.eml'],
      ['name-listed-twice', 'item-not-listed'],
    ],
    [
      'a manifest cut short',
      'Count: 2\na.eml\nb.e',
      ['a.eml', 'b.eml'],
      ['list-differs', 'item-not-listed'],
    ],
  ])('refuses %s', (_what, manifest, names, codes) => {
    expect(codesOf(manifest, names)).toEqual(codes);
  });

  it('refuses an empty file', () => {
    expect(checkPackage(parseManifest('Count: 1\na.eml'), [entry('a.eml', 0)])).toEqual([
      { code: 'empty-file', count: 1, examples: ['a.eml'] },
    ]);
  });

  it('counts all that is wrong and names only the first few', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `${index}.eml`);
    const manifest = parseManifest(['Count: 1000', ...names].join('\n'));
    const [, missing] = checkPackage(manifest, []);
    expect(missing).toMatchObject({ code: 'name-missing', count: 1_000 });
    expect(missing?.examples).toHaveLength(10);
  });
});
