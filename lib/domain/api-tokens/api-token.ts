import { z } from 'zod';

/** What a token may see: as a person with this role, read-only. */
export const API_TOKEN_ROLES = ['Reader', 'Reviewer'] as const;
export type ApiTokenRole = (typeof API_TOKEN_ROLES)[number];

/** Days after which a token opens nothing any more. None is for ever. */
export const API_TOKEN_DAYS = [30, 90, 365] as const;

/** What a person answers who makes a token. */
export const newApiTokenSchema = z.strictObject({
  name: z.string().trim().min(1, 'api-token-name-missing').max(100),
  role: z.enum(API_TOKEN_ROLES),
  days: z.literal(API_TOKEN_DAYS),
});
export type NewApiToken = z.infer<typeof newApiTokenSchema>;
