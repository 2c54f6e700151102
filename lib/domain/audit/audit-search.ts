import { z } from 'zod';
import { AUDIT_ACTIONS } from '#lib/domain/audit/audit-entry.ts';

export const AUDIT_ENTRIES_PER_PAGE = 50;

const day = z.iso.date().or(z.literal(''));

/** What the address of the audit log says. Nonsense in it means the default, never an error. */
export const auditSearchSchema = z.object({
  /** Of whom; a part of the name is enough. */
  person: z.string().trim().max(200).catch(''),
  action: z.enum(AUDIT_ACTIONS).or(z.literal('')).catch(''),
  connector: z.uuid().or(z.literal('')).catch(''),
  /** First and last day, in UTC. */
  from: day.catch(''),
  until: day.catch(''),
  /** Entries before this number; 0 for the newest. */
  before: z.coerce.number().int().min(0).catch(0),
});
export type AuditSearch = z.infer<typeof auditSearchSchema>;

export const wholeAuditLog: AuditSearch = auditSearchSchema.parse({});

/** The search as part of an address, `?` included; what is as by default is left out. */
export function auditAddress(search: AuditSearch): string {
  const params = new URLSearchParams();
  for (const name of ['person', 'action', 'connector', 'from', 'until'] as const) {
    if (search[name] !== '') params.set(name, search[name]);
  }
  if (search.before !== 0) params.set('before', String(search.before));
  return params.size === 0 ? '' : `?${params.toString()}`;
}

export function hasAuditFilter({ person, action, connector, from, until }: AuditSearch): boolean {
  return [person, action, connector, from, until].some((field) => field !== '');
}
