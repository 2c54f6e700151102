import { z } from 'zod';
import { API_TOKEN_ROLES } from '#lib/domain/api-tokens/api-token.ts';

const time = z.iso.datetime();

/** A token in the list of Settings. Neither it nor its hash has a place here. */
export const apiTokenViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Its last characters. */
  ending: z.string(),
  role: z.enum(API_TOKEN_ROLES),
  state: z.enum(['active', 'expired', 'revoked']),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
  revokedAt: time.nullable(),
  revokedBy: z.string().nullable(),
});
export type ApiTokenView = z.infer<typeof apiTokenViewSchema>;
