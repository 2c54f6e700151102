import { z } from 'zod';

/** An entry of the audit log as the portal shows it. */
export const auditEntryViewSchema = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  fromAddress: z.string().nullable(),
  /** One of AUDIT_ACTIONS, or one of an earlier version. */
  action: z.string(),
  connector: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  runId: z.string().nullable(),
  itemIds: z.array(z.string()).readonly(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntryView = z.infer<typeof auditEntryViewSchema>;

export const auditPageSchema = z.object({
  entries: z.array(auditEntryViewSchema).readonly(),
  /** Whether there are older ones. */
  hasMore: z.boolean(),
  connectors: z.array(z.object({ id: z.uuid(), name: z.string() })).readonly(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;
