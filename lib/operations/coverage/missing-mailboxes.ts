import type { Database } from '#lib/db/client.ts';
import { bytesOfMappingPages } from '#lib/db/mapping-pages.ts';
import { decodeMappingPage } from '#lib/domain/mapping-file/mapping-page.ts';
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
  for await (const bytes of bytesOfMappingPages(db, versionId)) {
    signal.throwIfAborted();
    for (const { line, mobileNumber, mailbox } of decodeMappingPage(bytes)) {
      rowCount += 1;
      if (!isMissing(mailbox)) continue;
      rowsWithoutMailbox += 1;
      if (rows.length === LONGEST_COVERAGE_LIST) continue;
      const isAmbiguous = mailboxes.isDisputed(mailbox);
      rows.push({ line, mobileNumber, mailbox, isAmbiguous });
    }
  }
  return {
    mapping: { rows: rowCount, rowsWithoutMailbox, missingMailboxes: missing.size },
    rows,
  };
}
