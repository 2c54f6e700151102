import { z } from 'zod';
import { UNMATCHED_REASONS, type UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';
import { PACKAGE_NOTES } from '#lib/domain/packages/package-note.ts';
import { packageRefusalSchema } from '#lib/domain/packages/refusal.ts';
import { findingSchema, type RunCounters } from '#lib/domain/runs/check-books.ts';
import { PACKAGE_STATES } from '#lib/domain/runs/delivery-state.ts';
import { runNoticesSchema } from '#lib/domain/runs/run-notice.ts';
import { progressCurveSchema } from '#lib/domain/runs/progress-curve.ts';
import { runProgressSchema } from '#lib/domain/runs/run-progress.ts';
import { RUN_STATES, RUN_TRIGGERS } from '#lib/domain/runs/run-state.ts';

/**
 * What the portal shows of runs: the same shape on first paint and from the route handlers that keep
 * a page live. Times are ISO 8601 in UTC. Nothing here is message text.
 */
const time = z.iso.datetime();

export const runCountersSchema = z.object({
  itemsInManifests: z.int(),
  itemsAvailable: z.int(),
  availableForImport: z.int(),
  imported: z.int(),
  partiallyImported: z.int(),
  skipped: z.int(),
  failed: z.int(),
  held: z.int(),
  packagesRefused: z.int(),
}) satisfies z.ZodType<RunCounters>;

/** A run in a list. */
export const runSummarySchema = z.object({
  id: z.uuid(),
  state: z.enum(RUN_STATES),
  trigger: z.enum(RUN_TRIGGERS),
  startedBy: z.string().nullable(),
  createdAt: time,
  finishedAt: time.nullable(),
  counters: runCountersSchema,
  /** Null when the run is finished. */
  progress: runProgressSchema.nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runListSchema = z.object({
  connector: z.object({ id: z.uuid(), name: z.string() }),
  runs: z.array(runSummarySchema),
  total: z.int(),
});
export type RunList = z.infer<typeof runListSchema>;

export const runEvidenceSchema = z.object({
  /** The how-manieth of its connector. */
  sequence: z.int(),
  /** Link of the last line; null while the file is being written. */
  head: z.string().nullable(),
  keyId: z.string(),
  receipts: z.int().nullable(),
  sizeBytes: z.number().nullable(),
  signedAt: time.nullable(),
  timeStampState: z.enum(['off', 'pending', 'stamped']),
  timeStampedAt: time.nullable(),
  /** When the run's receipts left the database; they are in the file. */
  receiptsPrunedAt: time.nullable(),
});
export type RunEvidence = z.infer<typeof runEvidenceSchema>;

export const runViewSchema = runSummarySchema.extend({
  connector: z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.string(),
    folderName: z.string(),
  }),
  windowStart: time,
  windowEnd: time,
  /** The mapping file that decided, as it was when the run was queued. */
  mappingFile: z.object({ number: z.int(), fileName: z.string() }).nullable(),
  packagesFound: z.int(),
  packagesDone: z.int(),
  fetchStartedAt: time.nullable(),
  deliverStartedAt: time.nullable(),
  reconcileStartedAt: time.nullable(),
  /** Null until the reconcile stage has run, empty when all is well. */
  findings: z.array(findingSchema).nullable(),
  notices: runNoticesSchema,
  /** Null before it begins, and for imports from before there were curves. */
  curve: progressCurveSchema.nullable(),
  /** The finished import of the connector before this one, replays aside; null for the first. */
  previous: runSummarySchema.nullable(),
  /** Null before the run closes. */
  evidence: runEvidenceSchema.nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;

export const runPackageListSchema = z.object({
  packages: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      sizeBytes: z.number(),
      state: z.enum(PACKAGE_STATES),
      itemsInManifest: z.int().nullable(),
      itemsRead: z.int(),
      refusals: z.array(packageRefusalSchema),
      notes: z.array(z.enum(PACKAGE_NOTES)),
    }),
  ),
  total: z.int(),
});
export type RunPackageList = z.infer<typeof runPackageListSchema>;

const unmatchedParticipantSchema = z.object({
  mobileNumber: z.string().nullable(),
  emailAddress: z.string().nullable(),
  reason: z.enum(UNMATCHED_REASONS),
  row: z
    .object({ mappingVersionId: z.uuid(), mappingLine: z.int(), mailbox: z.string() })
    .optional(),
}) satisfies z.ZodType<UnmatchedParticipant>;
export const unmatchedParticipantsSchema = z.array(unmatchedParticipantSchema);

/** Deliveries that did not reach a mailbox: held or failed. */
export const runExceptionListSchema = z.object({
  exceptions: z.array(
    z.object({
      deliveryId: z.uuid(),
      sourceItemId: z.string(),
      eventAt: time.nullable(),
      mailbox: z.string().nullable(),
      unmatched: unmatchedParticipantsSchema,
      state: z.enum(['held', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  total: z.int(),
  /** How many there are of each reason, whatever reason is asked for. */
  reasons: z.array(z.object({ reason: z.string().nullable(), count: z.int() })),
});
export type RunExceptionList = z.infer<typeof runExceptionListSchema>;

/** People that no mailbox was found for, each once, with the number of items they are on. */
export const runParticipantListSchema = z.object({
  participants: z.array(
    unmatchedParticipantSchema.omit({ row: true }).extend({
      items: z.int(),
      /** The row of the mapping file that names a mailbox which does not exist; null: none does. */
      missing: z
        .object({ mailbox: z.string(), mappingVersion: z.int(), mappingLine: z.int() })
        .nullable(),
    }),
  ),
  total: z.int(),
});
export type RunParticipantList = z.infer<typeof runParticipantListSchema>;
