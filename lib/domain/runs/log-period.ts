import { z } from 'zod';

/** The first and the last day of a log, in UTC, by when imports began. */
export const logPeriodSchema = z
  .object({ first: z.iso.date(), last: z.iso.date() })
  .refine(({ first, last }) => first <= last);
export type LogPeriod = z.infer<typeof logPeriodSchema>;
