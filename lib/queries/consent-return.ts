import { z } from 'zod';

/** What the callback of a consent puts in the address it goes to; anything else is left out. */
export const consentReturnSchema = z.object({
  request: z.uuid().optional().catch(undefined),
  answer: z.enum(['granted', 'pending', 'refused', 'unknown']).optional().catch(undefined),
});
