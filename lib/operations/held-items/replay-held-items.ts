import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import {
  insertReplayItems,
  listHoldingConnectors,
  lockHeldItems,
  type HeldItemSelection,
} from '#lib/db/held-items.ts';
import { insertRun } from '#lib/db/runs.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { HeldItemFilter } from '#lib/domain/held-items/held-item-search.ts';
import { previousDay } from '#lib/domain/schedule.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReplaySelection =
  { readonly itemIds: readonly string[] } | { readonly filter: HeldItemFilter };

export type ReplayHeldItems = {
  readonly selection: ReplaySelection;
  readonly actor: AuditActor;
};

export type StartedReplay = {
  readonly runId: string;
  readonly connectorName: string;
  readonly items: number;
};

export type StartedReplays = {
  readonly started: readonly StartedReplay[];
  /** Connectors whose items could not be replayed now: they are paused, or an import is in progress. */
  readonly notStarted: readonly string[];
};

/** A filter may select a hundred thousand items. */
const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Has held items decided anew by the rules as they are now: a run of its own for each connector.
 * @throws {AppError} `nothing-held` when somebody else was faster, `connector-paused` or
 * `run-already-active` when no connector could begin
 */
export async function replayHeldItems(
  services: Services,
  { selection: selected, actor }: ReplayHeldItems,
): Promise<StartedReplays> {
  const now = services.now();
  const selection = 'filter' in selected ? { ...selected, now } : selected;
  return services.db.$transaction(
    async (transaction) => {
      await lockHeldItems(transaction, selection);
      const connectors = await listHoldingConnectors(transaction, selection);
      if (connectors.length === 0) {
        throw new AppError('nothing-held', 'These items are no longer held.');
      }
      const started: StartedReplay[] = [];
      const notStarted: string[] = [];
      for (const connector of connectors) {
        const replay = { connector, selection, actor, now };
        const run =
          connector.state === 'paused' ? null : await start(services, transaction, replay);
        if (run === null) notStarted.push(connector.name);
        else started.push(run);
      }
      if (started.length === 0) throw whyNone(connectors);
      return { started, notStarted };
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
}

type Replay = {
  readonly connector: { readonly id: string; readonly name: string };
  readonly selection: HeldItemSelection;
  readonly actor: AuditActor;
  readonly now: Date;
};

/** Null when the connector has a run in progress: runs of one connector never overlap. */
async function start(
  { queue, auditKey }: Services,
  transaction: Transaction,
  { connector, selection, actor, now }: Replay,
): Promise<StartedReplay | null> {
  const runId = await insertRun(transaction, {
    connectorId: connector.id,
    trigger: 'replay',
    startedBy: actor.email,
    window: previousDay(now),
    createdAt: now,
  });
  if (runId === null) return null;

  const run = { id: runId, connectorId: connector.id };
  const items = await insertReplayItems(transaction, run, selection);
  await queue.enqueue(transaction, 'run.replay', { runId });
  await writeAuditEntry(transaction, auditKey, {
    at: now,
    actor,
    action: 'held-items-replayed',
    connectorId: connector.id,
    // Which items of a filter these were, the run's own rows say.
    subjects: 'itemIds' in selection ? { runId, itemIds: selection.itemIds } : { runId },
    details: { items, ...('filter' in selection ? selection.filter : {}) },
  });
  return { runId, connectorName: connector.name, items };
}

function whyNone(connectors: readonly { readonly state: string }[]): AppError {
  return connectors.every(({ state }) => state === 'paused')
    ? new AppError('connector-paused', 'This connector is paused. Resume it first.')
    : new AppError('run-already-active', 'An import of this connector is in progress.');
}
