import type { Database, Transaction } from '#lib/db/client.ts';
import { recordCurvePoint } from '#lib/db/run-curves.ts';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

type Counters = {
  readonly itemsInManifests?: number;
  readonly itemsAvailable?: number;
  readonly availableForImport?: number;
  readonly imported?: number;
  readonly skipped?: number;
  readonly held?: number;
  readonly packagesRefused?: number;
};

/** Adds to the live counters of a run. They are what the portal shows while it runs. */
export async function bumpRunCounters(
  transaction: Transaction,
  runId: string,
  { now, ...counters }: Counters & { readonly now: Date },
): Promise<void> {
  const increments = Object.fromEntries(
    Object.entries(counters)
      .filter(([, by]) => by !== 0)
      .map(([name, by]) => [name, { increment: by }]),
  );
  await transaction.run.update({
    where: { id: runId },
    data: { ...increments, progressAt: now },
    select: { id: true },
  });
  await recordCurvePoint(transaction, runId, { now });
}

/**
 * Counts the rows anew and writes what they say. The run's row is locked first: a batch that others
 * are writing meanwhile is either counted here or added afterwards, never lost or counted twice.
 */
export async function recountRun(transaction: Transaction, runId: string): Promise<void> {
  await transaction.$executeRaw`SELECT 1 FROM runs WHERE id = ${runId}::uuid FOR UPDATE`;
  await transaction.$executeRaw`
    UPDATE runs SET
      -- A replay has no packages: what it was asked for is its manifest.
      items_available = (SELECT count(*) FROM items WHERE run_id = runs.id)
        + (SELECT count(read_at) FROM replay_items WHERE run_id = runs.id),
      items_in_manifests = (
        SELECT coalesce(sum(items_in_manifest), 0) FROM packages
        WHERE run_id = runs.id AND state = 'read')
        + (SELECT count(*) FROM replay_items WHERE run_id = runs.id),
      packages_refused = (
        SELECT count(*) FROM packages WHERE run_id = runs.id AND state = 'refused'),
      available_for_import = counted.total,
      imported = counted.imported,
      partially_imported = counted.partially_imported,
      skipped = counted.skipped,
      failed = counted.failed,
      held = counted.held
    FROM (
      SELECT
        count(*) AS total,
        count(*) FILTER (WHERE state = 'imported') AS imported,
        count(*) FILTER (WHERE state = 'partially-imported') AS partially_imported,
        count(*) FILTER (WHERE state = 'skipped') AS skipped,
        count(*) FILTER (WHERE state = 'failed') AS failed,
        count(*) FILTER (WHERE state = 'held') AS held
      FROM deliveries WHERE run_id = ${runId}::uuid
    ) AS counted
    WHERE runs.id = ${runId}::uuid`;
}

export async function getRunCounters(db: Database, runId: string): Promise<RunCounters> {
  return db.run.findUniqueOrThrow({
    where: { id: runId },
    select: {
      itemsInManifests: true,
      itemsAvailable: true,
      availableForImport: true,
      imported: true,
      partiallyImported: true,
      skipped: true,
      failed: true,
      held: true,
      packagesRefused: true,
    },
  });
}
