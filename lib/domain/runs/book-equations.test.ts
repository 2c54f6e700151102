import { describe, expect, test } from 'vitest';
import { bookEquations } from './book-equations.ts';

const counters = {
  itemsInManifests: 10,
  itemsAvailable: 10,
  availableForImport: 17,
  imported: 11,
  partiallyImported: 1,
  skipped: 2,
  failed: 0,
  held: 3,
  packagesRefused: 0,
};

describe('the books of a run as equations', () => {
  test('add up when nothing is missing', () => {
    expect(bookEquations(counters).map(({ difference }) => difference)).toEqual([0, 0]);
  });

  test('show how many items were listed and not read', () => {
    const [items] = bookEquations({ ...counters, itemsAvailable: 7 });

    expect(items).toMatchObject({ id: 'items', difference: 3 });
  });

  test('show how many deliveries have more than one outcome', () => {
    const [, outcomes] = bookEquations({ ...counters, imported: 13 });

    expect(outcomes).toMatchObject({ id: 'outcomes', difference: -2 });
  });

  test('name every outcome of a delivery', () => {
    expect(bookEquations(counters)[1]?.right.map(({ counter }) => counter)).toEqual([
      'imported',
      'partiallyImported',
      'skipped',
      'failed',
      'held',
    ]);
  });
});
