import { z } from 'zod';
import { coverageResultSchema } from '#lib/domain/coverage/coverage-result.ts';

/** `done` has a result; `failed` says why there is none; `cancelled`: somebody did not want to wait. */
export const COVERAGE_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

export const ACTIVE_COVERAGE_STATES = [
  'queued',
  'running',
] as const satisfies readonly CoverageState[];

export function isActiveCoverage({ state }: { readonly state: CoverageState }): boolean {
  return ACTIVE_COVERAGE_STATES.some((active) => active === state);
}

/** What a preview is of: a setup or a connector. */
export const coverageSubjectSchema = z.union([
  z.strictObject({ draftId: z.uuid() }),
  z.strictObject({ connectorId: z.uuid() }),
]);
export type CoverageSubject = z.infer<typeof coverageSubjectSchema>;

/** What a result rests on. When one of these changes, the result says nothing any more. */
export const coverageBasisSchema = z.object({
  mappingVersionId: z.uuid().nullable(),
  automaticMapping: z.boolean(),
  largestItemBytes: z.int(),
  /** Stands for the address and the account of the source; says nothing of them. */
  source: z.string(),
});
export type CoverageBasis = z.infer<typeof coverageBasisSchema>;

export const STALE_REASONS = [
  'mapping-file',
  'automatic-mapping',
  'largest-item',
  'source',
] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/** What has changed since a result was made; nothing when it still holds. */
export function staleReasons(then: CoverageBasis, now: CoverageBasis): readonly StaleReason[] {
  const reasons: StaleReason[] = [];
  if (then.mappingVersionId !== now.mappingVersionId) reasons.push('mapping-file');
  if (then.automaticMapping !== now.automaticMapping) reasons.push('automatic-mapping');
  if (then.largestItemBytes !== now.largestItemBytes) reasons.push('largest-item');
  if (then.source !== now.source) reasons.push('source');
  return reasons;
}

/** How far a preview is. */
export const coverageProgressSchema = z.object({
  packages: z.int(),
  packagesDone: z.int(),
  /** Of the manifests that were read. */
  items: z.int(),
  itemsDone: z.int(),
});
export type CoverageProgress = z.infer<typeof coverageProgressSchema>;

const time = z.iso.datetime();

const coveragePreviewSchema = z.object({
  id: z.uuid(),
  state: z.enum(COVERAGE_STATES),
  requestedBy: z.string(),
  requestedAt: time,
  finishedAt: time.nullable(),
  /** The version that it was made with; null without a file. */
  mappingFile: z
    .object({ fileName: z.string(), number: z.int(), rowCount: z.int(), uploadedAt: time })
    .nullable(),
  automaticMapping: z.boolean(),
  /** Null until something is known. */
  progress: coverageProgressSchema.nullable(),
  /** Of one that is done. */
  result: coverageResultSchema.nullable(),
  /** Code of the reason why it failed. */
  failure: z.string().nullable(),
  staleBecause: z.array(z.enum(STALE_REASONS)),
});
export type CoveragePreview = z.infer<typeof coveragePreviewSchema>;

/** What the preview's page is told. */
export const coverageViewSchema = z.object({
  /** The last one that was asked for, when it is not `last`. */
  current: coveragePreviewSchema.nullable(),
  /** The last one that is done. */
  last: coveragePreviewSchema.nullable(),
});
export type CoverageView = z.infer<typeof coverageViewSchema>;
