import type { Database } from '#lib/db/client.ts';
import { pagesOfMappingRows } from '#lib/db/mapping-rows.ts';
import { LONGEST_COVERAGE_LIST, type MissingMailbox } from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';

export type CheckedMapping = {
  readonly mapping: NonNullable<CoverageResult['mapping']>;
  readonly rows: MissingMailbox[];
};

/** Every row of a mapping file whose mailbox does not exist now, whoever wrote today. */
export async function findMissingMailboxes(
  db: Database,
  versionId: string,
  { mailboxes, signal }: { readonly mailboxes: MailboxIndex; readonly signal: AbortSignal },
): Promise<CheckedMapping> {
  const rows: MissingMailbox[] = [];
  const missing = new Set<string>();
  const existing = new Set<string>();
  let rowCount = 0;
  let rowsWithoutMailbox = 0;

  const isMissing = (mailbox: string) => {
    if (existing.has(mailbox)) return false;
    if (missing.has(mailbox)) return true;
    const isThere = mailboxes.findMailbox(mailbox) !== null;
    (isThere ? existing : missing).add(mailbox);
    return !isThere;
  };
  for await (const page of pagesOfMappingRows(db, versionId)) {
    signal.throwIfAborted();
    for (const [index, mailbox] of page.mailbox.entries()) {
      rowCount += 1;
      if (!isMissing(mailbox)) continue;
      rowsWithoutMailbox += 1;
      if (rows.length === LONGEST_COVERAGE_LIST) continue;
      const isAmbiguous = mailboxes.isDisputed(mailbox);
      const mobileNumber = page.mobileNumber[index] ?? '';
      rows.push({ line: page.line[index] ?? 0, mobileNumber, mailbox, isAmbiguous });
    }
  }
  return {
    mapping: { rows: rowCount, rowsWithoutMailbox, missingMailboxes: missing.size },
    rows,
  };
}
