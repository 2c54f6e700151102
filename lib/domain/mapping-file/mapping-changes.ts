import { z } from 'zod';

/** What a version of a mapping file changes, in mobile numbers. */
export const mappingChangesSchema = z.object({
  /** Number of the version it was compared with; 0 for the file of a draft. */
  against: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
});
export type MappingChanges = z.infer<typeof mappingChangesSchema>;
