import type { RunForImport } from '#lib/db/runs.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import type { StagedItems } from '#lib/operations/runs/staged-items.ts';

/** A shard that this worker has taken. */
export type TakenShard = {
  readonly services: ImportServices;
  readonly run: RunForImport;
  readonly shard: number;
  /** Whoever takes the shard after us has a higher number, and ours may send no more. */
  readonly taking: number;
  readonly staged: StagedItems;
  readonly signal: AbortSignal;
  /** Adds to what the portal shows of the run. */
  readonly countImported: (more: number) => void;
};
