import type { Database } from '#lib/db/client.ts';
import { insertReadBackDifferences, type ReadBackCounts } from '#lib/db/read-backs.ts';
import { countDifferences } from '#lib/domain/runs/compare-mailbox.ts';
import type {
  MailboxComparison,
  MailboxReceipts,
} from '#lib/operations/read-back/read-mailbox-back.ts';

/** More than a person reads; the counts go on. */
const LONGEST_LIST = 10_000;

/** What a read-back has found so far: counted, and listed in the database up to a limit. */
export type ReadBackTally = {
  add(mailbox: MailboxReceipts, comparison: MailboxComparison): Promise<void>;
  counts(): ReadBackCounts;
};

/** @param longestList for tests */
export function createReadBackTally(
  db: Database,
  readBackId: string,
  longestList = LONGEST_LIST,
): ReadBackTally {
  let counts = { compared: 0, missing: 0, altered: 0, twice: 0 };
  let listed = 0;
  return {
    counts: () => counts,
    async add({ mailbox, receipts }, { differences, refusal: reason }) {
      const more = countDifferences(differences);
      counts = {
        compared: counts.compared + receipts.length,
        missing: counts.missing + more.missing,
        altered: counts.altered + more.altered,
        twice: counts.twice + more.twice,
      };
      const rows = differences.slice(0, longestList - listed).map(({ kind, receipt }, index) => ({
        number: listed + index + 1,
        kind,
        mailbox,
        sourceItemId: receipt?.sourceItemId ?? null,
        eventAt: receipt?.eventAt ?? null,
        reason,
      }));
      listed += rows.length;
      if (rows.length > 0) await insertReadBackDifferences(db, readBackId, rows);
    },
  };
}
