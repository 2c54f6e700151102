import {
  AUDIT_GENESIS,
  auditLink,
  type AuditKey,
  type AuditRow,
} from '#lib/domain/audit/audit-chain.ts';
import type { AuditAnchor } from '#lib/domain/audit/audit-anchor.ts';

/**
 * What is wrong with the log, and where:
 * - `changed`: the entry is not what was written, or was put there by somebody without the key
 * - `missing`: no entry has the numbers `from` to `to`
 * - `unlinked`: an entry without a link after ones that have links
 * - `cut`: the anchor of `anchored` knows the entry, and the log ends before it
 * - `rewritten`: the entry fits the chain, but is not what the anchor of `anchored` says it was
 */
export type AuditFinding =
  | { readonly kind: 'changed' | 'unlinked'; readonly entry: bigint }
  | { readonly kind: 'missing'; readonly from: bigint; readonly to: bigint }
  | { readonly kind: 'cut' | 'rewritten'; readonly entry: bigint; readonly anchored: string };

export type AuditVerdict = {
  readonly entries: number;
  /** Number of the last entry; null for an empty log. */
  readonly last: bigint | null;
  readonly anchors: number;
  /** How many of the last entries came after the last anchor: only the chain covers these. */
  readonly afterLastAnchor: number;
  readonly findings: readonly AuditFinding[];
};

type Linked = AuditRow & { readonly link: Uint8Array | null };

/** Follows the log from its first entry to its last, and compares it with what was anchored. */
export async function verifyAuditChain(
  pages: AsyncIterable<readonly Linked[]>,
  key: AuditKey,
  anchors: readonly AuditAnchor[],
): Promise<AuditVerdict> {
  const findings: AuditFinding[] = [];
  const anchorsByEntry = groupByEntry(anchors);
  let previous: Uint8Array = AUDIT_GENESIS;
  let last: bigint | null = null;
  let isLinked = false;
  let entries = 0;

  for await (const page of pages) {
    for (const row of page) {
      entries += 1;
      // Entries from before there were links were numbered with gaps.
      if (last !== null ? isLinked && row.id !== last + 1n : row.link !== null && row.id !== 1n) {
        findings.push({ kind: 'missing', from: (last ?? 0n) + 1n, to: row.id - 1n });
      }
      const link = auditLink(key, previous, row);
      if (row.link === null) {
        if (isLinked) findings.push({ kind: 'unlinked', entry: row.id });
      } else if (!link.equals(row.link)) {
        findings.push({ kind: 'changed', entry: row.id });
      }
      isLinked ||= row.link !== null;
      // What follows is judged by the link that is there, so that one change is one finding.
      previous = row.link ?? link;
      last = row.id;
      for (const anchor of anchorsByEntry.get(row.id) ?? []) {
        if (row.link !== null && Buffer.from(row.link).toString('hex') === anchor.link) continue;
        findings.push({ kind: 'rewritten', entry: row.id, anchored: anchor.time });
      }
    }
  }
  const end = last ?? 0n;
  const newest = anchors.reduce((most, { entry }) => Math.max(most, entry), 0);
  const beyond = anchors.find(({ entry }) => BigInt(entry) > end);
  if (beyond !== undefined) {
    findings.push({ kind: 'cut', entry: BigInt(beyond.entry), anchored: beyond.time });
  }
  return {
    entries,
    last,
    anchors: anchors.length,
    afterLastAnchor: Math.max(0, Number(end) - newest),
    findings,
  };
}

function groupByEntry(
  anchors: readonly AuditAnchor[],
): ReadonlyMap<bigint, readonly AuditAnchor[]> {
  const groups = new Map<bigint, AuditAnchor[]>();
  for (const anchor of anchors) {
    const entry = BigInt(anchor.entry);
    const group = groups.get(entry);
    if (group === undefined) groups.set(entry, [anchor]);
    else group.push(anchor);
  }
  return groups;
}
