import { describe, expect, test } from 'vitest';
import { checkBooks, compareWithReceipts, type RunCounters } from './check-books.ts';

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

describe('the read-back of a mailbox', () => {
  const receipt = (deliveryKey: string, sha256 = 'a') => ({ deliveryKey, sha256 });

  test('finds nothing when every receipt is there once', () => {
    expect(
      compareWithReceipts('m', [receipt('1'), receipt('2')], [receipt('2'), receipt('1')]),
    ).toEqual([]);
  });

  test('finds what is missing, altered, or there twice', () => {
    const receipts = [receipt('1'), receipt('2'), receipt('3')];
    const filed = [receipt('2', 'b'), receipt('3'), receipt('3')];

    expect(compareWithReceipts('m', receipts, filed)).toEqual([
      { code: 'missing-in-mailbox', mailbox: 'm', found: 1 },
      { code: 'altered-in-mailbox', mailbox: 'm', found: 1 },
      { code: 'twice-in-mailbox', mailbox: 'm', found: 1 },
    ]);
  });
});
