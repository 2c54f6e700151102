import { z } from 'zod';

/** What the reconcile stage found wrong. `code` has its words in lib/messages. */
export const findingSchema = z.object({
  code: z.enum([
    'package-refused',
    'items-differ-from-manifests',
    'counters-do-not-add-up',
    'deliveries-open',
    'missing-in-mailbox',
    'altered-in-mailbox',
    'twice-in-mailbox',
  ]),
  mailbox: z.string().optional(),
  expected: z.int().optional(),
  found: z.int().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** Microsoft's counters of an import (FACTS 2.3), and held ones, which Microsoft drops. */
export type RunCounters = {
  readonly itemsInManifests: number;
  readonly itemsAvailable: number;
  readonly availableForImport: number;
  readonly imported: number;
  readonly partiallyImported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly held: number;
  readonly packagesRefused: number;
};

/** DESIGN 3.8: everything adds up, or the run says where it does not. */
export function checkBooks(counters: RunCounters): readonly Finding[] {
  const findings: Finding[] = [];
  if (counters.packagesRefused > 0) {
    findings.push({ code: 'package-refused', found: counters.packagesRefused });
  }
  if (counters.itemsInManifests !== counters.itemsAvailable) {
    findings.push({
      code: 'items-differ-from-manifests',
      expected: counters.itemsInManifests,
      found: counters.itemsAvailable,
    });
  }
  const accounted = sumOfOutcomes(counters);
  if (accounted !== counters.availableForImport) {
    findings.push({
      code: 'counters-do-not-add-up',
      expected: counters.availableForImport,
      found: accounted,
    });
  }
  return findings;
}

export function sumOfOutcomes(
  counters: Pick<RunCounters, 'imported' | 'partiallyImported' | 'skipped' | 'failed' | 'held'>,
): number {
  const { imported, partiallyImported, skipped, failed, held } = counters;
  return imported + partiallyImported + skipped + failed + held;
}
