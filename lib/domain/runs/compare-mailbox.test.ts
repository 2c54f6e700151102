import { describe, expect, test } from 'vitest';
import { compareMailbox, toFindings } from './compare-mailbox.ts';

describe('the read-back of a mailbox', () => {
  const receipt = (deliveryKey: string, sha256 = 'a') => ({ deliveryKey, sha256 });

  test('finds nothing when every receipt is there once', () => {
    expect(compareMailbox([receipt('1'), receipt('2')], [receipt('2'), receipt('1')])).toEqual([]);
  });

  test('finds what is missing, altered, or there twice', () => {
    const receipts = [receipt('1'), receipt('2'), receipt('3')];
    const filed = [receipt('2', 'b'), receipt('3'), receipt('3')];
    const differences = compareMailbox(receipts, filed);

    expect(differences).toEqual([
      { kind: 'missing', receipt: receipts[0] },
      { kind: 'altered', receipt: receipts[1] },
      { kind: 'twice', receipt: receipts[2] },
    ]);
    expect(toFindings('m', differences)).toEqual([
      { code: 'missing-in-mailbox', mailbox: 'm', found: 1 },
      { code: 'altered-in-mailbox', mailbox: 'm', found: 1 },
      { code: 'twice-in-mailbox', mailbox: 'm', found: 1 },
    ]);
  });

  test('finds a message altered when only one of its copies is', () => {
    const filed = [receipt('1'), receipt('1', 'b')];

    expect(compareMailbox([receipt('1')], filed).map(({ kind }) => kind)).toEqual([
      'altered',
      'twice',
    ]);
  });

  test('finds twice what has no receipt', () => {
    expect(compareMailbox([], [receipt('1'), receipt('1')])).toEqual([
      { kind: 'twice', receipt: undefined },
    ]);
  });
});
