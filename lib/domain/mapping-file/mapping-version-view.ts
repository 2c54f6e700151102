import { z } from 'zod';
import { MAPPING_CHANGE_KINDS } from '#lib/domain/mapping-file/compare-mapping-pages.ts';
import {
  mappingChangesSchema,
  type MappingChanges,
} from '#lib/domain/mapping-file/mapping-changes.ts';

const time = z.iso.datetime();

export type MappingVersionView = {
  readonly id: string;
  readonly number: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly rowCount: number;
  readonly author: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Against the version before; null for the first. */
  readonly changes: MappingChanges | null;
  readonly restoredFrom: number | null;
};

/** All versions of a connector's mapping file, the newest first. */
export type MappingHistoryView = {
  readonly connectorId: string;
  readonly connectorName: string;
  readonly versions: readonly MappingVersionView[];
};

const rowSchema = z.object({
  mailbox: z.string(),
  holdsFrom: time.nullable(),
  holdsUntil: time.nullable(),
});

/** What the later of two versions changes, in mobile numbers. */
export const mappingComparisonSchema = z.object({
  counts: mappingChangesSchema.omit({ against: true }),
  /** The first of each kind. */
  shown: z.array(
    z.object({
      kind: z.enum(MAPPING_CHANGE_KINDS),
      mobileNumber: z.string(),
      before: z.array(rowSchema),
      after: z.array(rowSchema),
    }),
  ),
  heldItems: z.int(),
});
export type MappingComparisonView = z.infer<typeof mappingComparisonSchema>;
