import { z } from 'zod';

/** The name of the file that is the body, percent-encoded. */
export const FILE_NAME_HEADER = 'x-file-name';
export const LONGEST_FILE_NAME = 200;

const proposedMappingSchema = z.object({
  versionId: z.uuid(),
  rowCount: z.int(),
  /** The version it would replace; null when there is none. */
  currentVersionId: z.uuid().nullable(),
});

/** What the server says while it takes a mapping file, a line of JSON each. */
export const mappingUploadEventSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('writing'), written: z.int(), of: z.int() }),
  z.object({ phase: z.literal('done'), data: proposedMappingSchema }),
  z.object({
    phase: z.literal('refused'),
    refusal: z.object({ code: z.string(), message: z.string() }),
  }),
]);
export type MappingUploadEvent = z.infer<typeof mappingUploadEventSchema>;
export type UploadedMapping = z.infer<typeof proposedMappingSchema>;
