import type { Finding } from '#lib/domain/runs/check-books.ts';

/** A message as its receipt has it, or as the mailbox has it. */
export type Filed = { readonly deliveryKey: string; readonly sha256: string };

/** What a mailbox and its receipts may differ in. */
export const DIFFERENCE_KINDS = ['missing', 'altered', 'twice'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export type Difference<Receipt extends Filed> = {
  readonly kind: DifferenceKind;
  /** Undefined for a message that is there twice and has no receipt. */
  readonly receipt: Receipt | undefined;
};

/** Compares what a mailbox holds of a run with its receipts, message by message. */
export function compareMailbox<Receipt extends Filed>(
  receipts: readonly Receipt[],
  filed: readonly Filed[],
): readonly Difference<Receipt>[] {
  const filedByKey = Map.groupBy(filed, ({ deliveryKey }) => deliveryKey);
  const receiptByKey = new Map(receipts.map((receipt) => [receipt.deliveryKey, receipt]));
  const differences: Difference<Receipt>[] = [];
  for (const receipt of receipts) {
    const messages = filedByKey.get(receipt.deliveryKey);
    if (messages === undefined) differences.push({ kind: 'missing', receipt });
    else if (messages.some(({ sha256 }) => sha256 !== receipt.sha256)) {
      differences.push({ kind: 'altered', receipt });
    }
  }
  for (const [deliveryKey, messages] of filedByKey) {
    if (messages.length > 1) {
      differences.push({ kind: 'twice', receipt: receiptByKey.get(deliveryKey) });
    }
  }
  return differences;
}

export function countDifferences(
  differences: readonly { readonly kind: DifferenceKind }[],
): Readonly<Record<DifferenceKind, number>> {
  const counts = { missing: 0, altered: 0, twice: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

/** The same as findings of the run. */
export function toFindings(
  mailbox: string,
  differences: readonly { readonly kind: DifferenceKind }[],
): readonly Finding[] {
  const counts = countDifferences(differences);
  return DIFFERENCE_KINDS.map((kind) => ({
    code: `${kind}-in-mailbox` as const,
    mailbox,
    found: counts[kind],
  })).filter(({ found }) => found > 0);
}
