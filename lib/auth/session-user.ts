import { z } from 'zod';
import { isRole, ROLES } from '#lib/auth/roles.ts';

/** Role template id of Global Administrator, the same in every tenant (FACTS 5.3). */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export const sessionUserSchema = z.object({
  /** Object id (`oid`): the one id of a person that never changes and is never reused in a tenant. */
  id: z.string().min(1),
  tenantId: z.string().min(1),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(ROLES)).readonly(),
  /** `unknown` when the token says nothing about directory roles: absence is no proof (FACTS 5.3). */
  globalAdministrator: z.enum(['yes', 'no', 'unknown']),
});
export type SessionUser = z.infer<typeof sessionUserSchema>;

const idTokenSchema = z.object({
  oid: z.string().min(1),
  tid: z.string().min(1),
  name: z.string().optional(),
  email: z.string().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).default([]),
  wids: z.array(z.string()).optional(),
});

/**
 * Reads the claims of an ID token whose signature has been checked. A role that Custody does not know
 * counts as none.
 * @returns undefined when the claims are not those of a person of this tenant
 */
export function parseIdToken(claims: unknown, tenantId: string): SessionUser | undefined {
  const parsed = idTokenSchema.safeParse(claims);
  if (!parsed.success || parsed.data.tid.toLowerCase() !== tenantId.toLowerCase()) return undefined;
  const token = parsed.data;
  const email = (token.preferred_username ?? token.email ?? '').toLowerCase();
  return {
    id: token.oid,
    tenantId: token.tid,
    name: token.name ?? email,
    email,
    roles: token.roles.filter(isRole),
    globalAdministrator: globalAdministrator(token.wids),
  };
}

function globalAdministrator(wids: readonly string[] | undefined) {
  if (wids === undefined) return 'unknown';
  return wids.includes(GLOBAL_ADMINISTRATOR) ? 'yes' : 'no';
}
