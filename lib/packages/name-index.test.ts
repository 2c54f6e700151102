import { expect, it } from 'vitest';
import { createNameIndex } from '#lib/packages/name-index.ts';

function indexOf(names: readonly string[]) {
  const index = createNameIndex(names.length, (at) => names[at] ?? '');
  return { index, known: names.map((name, at) => index.add(name, at)) };
}

it('finds each of many names where it was put, and no other', () => {
  const names = Array.from({ length: 20_000 }, (_, at) => `${at}_Ærlig.eml`);
  const { index, known } = indexOf(names);
  expect(known).toEqual(names.map(() => null));
  expect(names.map((name) => index.find(name))).toEqual(names.map((_, at) => at));
  expect(index.find('20000_Ærlig.eml')).toBeNull();
  expect(index.find('')).toBeNull();
});

it.each([
  ['a.eml', 'a.eml'],
  ['a.eml', 'A.EML'],
  ['\u00e5.eml', 'a\u030a.eml'],
  ['\u00c5.eml', 'a\u030a.eml'],
])('takes %j and %j for the same, and finds only what is spelled so', (first, second) => {
  const { index, known } = indexOf(['other', first, second]);
  expect(known).toEqual([null, null, 1]);
  expect(index.find(first)).toBe(1);
  expect(index.find(second)).toBe(first === second ? 1 : null);
});

it('holds none', () => {
  expect(indexOf([]).index.find('a.eml')).toBeNull();
});
