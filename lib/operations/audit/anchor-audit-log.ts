import { findAuditHead } from '#lib/db/audit.ts';
import type { Database } from '#lib/db/client.ts';
import {
  auditAnchorLine,
  parseAuditAnchorLine,
  type AuditAnchor,
} from '#lib/domain/audit/audit-anchor.ts';
import { appendLine, readLines } from '#lib/evidence/append-line.ts';

/**
 * Notes the number and the link of the log's last entry in the anchor file, when it has grown. Only
 * one process at a time. A log that is shorter than what is anchored is left for `verify-audit` to say.
 */
export async function anchorAuditLog({
  db,
  anchorFile,
  now,
}: {
  readonly db: Database;
  readonly anchorFile: string;
  readonly now: () => Date;
}): Promise<void> {
  const head = await findAuditHead(db);
  if (head === null) return;
  const entry = Number(head.id);
  const newest = (await readAuditAnchors(anchorFile)).at(-1);
  if (newest !== undefined && newest.entry >= entry) return;
  const link = Buffer.from(head.link).toString('hex');
  await appendLine(anchorFile, auditAnchorLine({ time: now().toISOString(), entry, link }));
}

/** The anchors in their order; lines that are none are passed over. */
export async function readAuditAnchors(file: string): Promise<readonly AuditAnchor[]> {
  const anchors: AuditAnchor[] = [];
  for await (const line of readLines(file)) {
    const anchor = parseAuditAnchorLine(line);
    if (anchor !== null) anchors.push(anchor);
  }
  return anchors;
}
