import type { Database, Transaction } from '#lib/db/client.ts';
import {
  AUDIT_GENESIS,
  auditLink,
  type AuditKey,
  type AuditRow,
} from '#lib/domain/audit/audit-chain.ts';
import type { AuditEntry } from '#lib/domain/audit/audit-entry.ts';

/**
 * Adds to the audit log, in the transaction of the change itself: no change without its entry, and no
 * entry without its change. The database refuses to change or delete what is there. Entries are chained
 * one after the other, so that other entries wait until the transaction ends: write it last.
 */
export async function writeAuditEntry(
  transaction: Transaction,
  key: AuditKey,
  entry: AuditEntry,
): Promise<void> {
  const { at, actor, action, connectorId, subjects, details } = entry;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit log', 2))`;
  const last = await transaction.auditEntry.findFirst({
    orderBy: { id: 'desc' },
    select: { id: true, link: true },
  });
  const row = {
    id: (last?.id ?? 0n) + 1n,
    at,
    actorId: actor.id,
    actorName: actor.email,
    fromAddress: actor.fromAddress ?? null,
    action,
    connectorId,
    subjects: { ...subjects, ...(subjects.itemIds && { itemIds: [...subjects.itemIds] }) },
    details: { ...details },
  };
  const previous =
    last === null ? AUDIT_GENESIS : (last.link ?? (await foldUnlinked(transaction, key)));
  const link = Uint8Array.from(auditLink(key, previous, row));
  await transaction.auditEntry.create({ data: { ...row, link }, select: { id: true } });
}

/** Entries from before there were links: the first link is made over all of them. */
async function foldUnlinked(transaction: Transaction, key: AuditKey): Promise<Uint8Array> {
  const rows: readonly AuditRow[] = await transaction.auditEntry.findMany({
    orderBy: { id: 'asc' },
  });
  return rows.reduce<Uint8Array>((previous, row) => auditLink(key, previous, row), AUDIT_GENESIS);
}

const ROWS_A_PAGE = 1_000;

export type LinkedAuditRow = AuditRow & { readonly link: Uint8Array | null };

/** The whole log by number, a page at a time. */
export async function* pagesOfAuditLog(
  db: Database,
): AsyncGenerator<readonly LinkedAuditRow[], void, undefined> {
  let after: bigint | undefined;
  for (;;) {
    const page = await db.auditEntry.findMany({
      where: after === undefined ? {} : { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: ROWS_A_PAGE,
    });
    if (page.length > 0) yield page;
    after = page.at(-1)?.id;
    if (page.length < ROWS_A_PAGE) return;
  }
}

/** The newest entry that has a link; null when there is none. */
export async function findAuditHead(
  db: Database,
): Promise<{ readonly id: bigint; readonly link: Uint8Array } | null> {
  const last = await db.auditEntry.findFirst({
    orderBy: { id: 'desc' },
    select: { id: true, link: true },
  });
  return last === null || last.link === null ? null : { id: last.id, link: last.link };
}
