import { describe, expect, it } from 'vitest';
import { checkPackage } from '#lib/domain/packages/check-package.ts';
import { parseManifestLine } from '#lib/domain/packages/manifest.ts';

function check(lines: readonly string[], names: readonly string[], isEmpty = false) {
  const packageCheck = checkPackage({
    count: names.length,
    nameAt: (index) => names[index] ?? '',
    isEmpty: () => isEmpty,
    find: (name) => (names.includes(name) ? names.indexOf(name) : null),
  });
  lines.forEach(packageCheck.readLine);
  return packageCheck.finish();
}

function codesOf(manifest: string, names: readonly string[]): readonly string[] {
  return check(manifest.split('\n'), names).refusals.map(({ code }) => code);
}

describe('parseManifestLine', () => {
  it.each([
    ['Count: 2', 2],
    ['count :2 ', 2],
    ['\tCOUNT:000', 0],
    ['Count: 999999999', 999_999_999],
  ])('finds the count in %j', (line, count) => {
    expect(parseManifestLine(line)).toEqual({ kind: 'count', count });
  });

  it.each([['a.eml'], ['  a.EML '], ['\ta.json']])('finds the name in %j', (line) => {
    expect(parseManifestLine(line)).toEqual({ kind: 'item', name: line.trim() });
  });

  it.each(['', 'Version: 1', '-- end --', 'Count: many', 'Count: -1', 'Count: NaN', 'Count: 1e3'])(
    'finds nothing in %j',
    (line) => {
      expect(parseManifestLine(line)).toBeNull();
    },
  );
});

describe('checkPackage', () => {
  it('finds nothing wrong with a complete package, nor with a day without items', () => {
    expect(codesOf('Count: 2\na.eml\nb.eml', ['b.eml', 'a.eml'])).toEqual([]);
    expect(codesOf('Version: 1\na.eml\nCount: 2\nb.eml\n-- end --', ['a.eml', 'b.eml'])).toEqual(
      [],
    );
    expect(codesOf('Count: 0', [])).toEqual([]);
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
    ['two counts', 'Count: 1\nCount: 2\na.eml', ['a.eml'], ['manifest-without-count']],
    ['a count below zero', 'Count: -1\na.eml', ['a.eml'], ['manifest-without-count']],
    ['a count beyond numbers', 'Count: 1e9\na.eml', ['a.eml'], ['manifest-without-count']],
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
    expect(check(['Count: 1', 'a.eml'], ['a.eml'], true).refusals).toEqual([
      { code: 'empty-file', count: 1, examples: ['a.eml'] },
    ]);
  });

  it('counts all that is wrong and names only the first few', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `${index}.eml`);
    const [, missing] = check(['Count: 1000', ...names], []).refusals;
    expect(missing).toMatchObject({ code: 'name-missing', count: 1_000 });
    expect(missing?.examples).toHaveLength(10);
  });
});
