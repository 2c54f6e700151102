import { z } from 'zod';

/**
 * `granted`: a token carries it, and Microsoft 365 does not answer by it yet. `in-force`: a request that
 * needs it was answered.
 */
export const permissionStatusSchema = z.object({
  permission: z.enum(['User.Read.All', 'Mail.ReadWrite', 'IMAP.AccessAsApp']),
  state: z.enum(['missing', 'granted', 'in-force']),
});
export type PermissionStatus = z.infer<typeof permissionStatusSchema>;

/** What the consent page is told while it waits. */
export const consentStatusSchema = z.object({
  isGranted: z.boolean(),
  permissions: z.array(permissionStatusSchema),
  /** Who said yes on Microsoft's page, and when; null when nobody has lately. */
  acceptance: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  /** Why the application cannot even sign in: a code of `problems`; null when it can. */
  trouble: z.string().nullable(),
});
export type ConsentStatus = z.infer<typeof consentStatusSchema>;

/** Microsoft speaks of a few minutes; after this somebody should look. */
export const USUAL_PROPAGATION_MS = 10 * 60 * 1000;
