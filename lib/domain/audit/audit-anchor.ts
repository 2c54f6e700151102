import { z } from 'zod';

/** A line of the audit log's anchor file: how long the log was at that time, and its last link. */
const auditAnchorSchema = z.object({
  format: z.literal('custody-audit-anchor/1'),
  time: z.iso.datetime(),
  /** Number of the log's last entry. */
  entry: z.int().min(1),
  /** That entry's link, in hexadecimal: nobody without the key can make one that fits. */
  link: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditAnchor = z.infer<typeof auditAnchorSchema>;

export function auditAnchorLine(anchor: Omit<AuditAnchor, 'format'>): string {
  const { time, entry, link } = anchor;
  return `${JSON.stringify({ format: 'custody-audit-anchor/1', time, entry, link } satisfies AuditAnchor)}\n`;
}

/** Null for a line that is none, as one that a crash cut short. */
export function parseAuditAnchorLine(line: string): AuditAnchor | null {
  try {
    return auditAnchorSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
