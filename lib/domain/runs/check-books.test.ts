import { describe, expect, test } from 'vitest';
import { checkBooks, type RunCounters } from './check-books.ts';

const balanced: RunCounters = {
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

describe('the books of a run', () => {
  test('have no finding when everything adds up', () => {
    expect(checkBooks(balanced)).toEqual([]);
  });

  test('name an item that the manifest lists and nobody read', () => {
    expect(checkBooks({ ...balanced, itemsAvailable: 9 })).toEqual([
      { code: 'items-differ-from-manifests', expected: 10, found: 9 },
    ]);
  });

  test('name a delivery without an outcome', () => {
    expect(checkBooks({ ...balanced, imported: 10 })).toEqual([
      { code: 'counters-do-not-add-up', expected: 17, found: 16 },
    ]);
  });

  test('are not closed over a refused package', () => {
    expect(checkBooks({ ...balanced, packagesRefused: 1 })).toEqual([
      { code: 'package-refused', found: 1 },
    ]);
  });
});
