import { z } from 'zod';
import { findingSchema, type Finding, type RunCounters } from '#lib/domain/runs/check-books.ts';

/**
 * What an evidence file says of its run besides the receipts. It is fixed before the file is begun, so
 * that a file which a crash cut short is written again with the same bytes. Times are ISO 8601 in UTC.
 */
const counters = z.object({
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

export const evidenceFactsSchema = z.object({
  connector: z.object({ id: z.uuid(), kind: z.string(), name: z.string(), folder: z.string() }),
  run: z.object({
    id: z.uuid(),
    trigger: z.string(),
    createdAt: z.iso.datetime(),
    windowStart: z.iso.datetime(),
    windowEnd: z.iso.datetime(),
  }),
  result: z.object({
    state: z.enum(['completed', 'not-reconciled']),
    finishedAt: z.iso.datetime(),
    counters,
    findings: z.array(findingSchema),
  }),
});
export type EvidenceFacts = z.infer<typeof evidenceFactsSchema>;

type ClosingRun = {
  readonly id: string;
  readonly trigger: string;
  readonly createdAt: Date;
  readonly windowStart: Date;
  readonly windowEnd: Date;
  readonly connector: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly folderName: string;
  };
};

/** The facts of a run that closes. It is green when nothing was found. */
export function evidenceFacts(
  { connector, ...run }: ClosingRun,
  {
    findings,
    finishedAt,
    counters,
  }: {
    readonly findings: readonly Finding[];
    readonly finishedAt: Date;
    readonly counters: RunCounters;
  },
): EvidenceFacts {
  const { id, kind, name, folderName } = connector;
  return {
    connector: { id, kind, name, folder: folderName },
    run: {
      id: run.id,
      trigger: run.trigger,
      createdAt: run.createdAt.toISOString(),
      windowStart: run.windowStart.toISOString(),
      windowEnd: run.windowEnd.toISOString(),
    },
    result: {
      state: findings.length === 0 ? 'completed' : 'not-reconciled',
      finishedAt: finishedAt.toISOString(),
      counters,
      findings: [...findings],
    },
  };
}
