import type { z } from 'zod';
import { jobPayloads, type JobName } from '#lib/domain/jobs.ts';
import { deliverAlert } from '#lib/operations/alerts/deliver-alert.ts';
import { evaluateAlerts } from '#lib/operations/alerts/evaluate-alerts.ts';
import { checkConnection } from '#lib/operations/connection-checks/check-connection.ts';
import { performPreview } from '#lib/operations/coverage/perform-preview.ts';
import { deleteExpiredDrafts } from '#lib/operations/drafts/delete-expired-drafts.ts';
import { purgeHeldBytes } from '#lib/operations/held-items/purge-held-bytes.ts';
import { readReplay } from '#lib/operations/held-items/read-replay.ts';
import { pruneReceipts } from '#lib/operations/evidence/prune-receipts.ts';
import { stampEvidence } from '#lib/operations/evidence/stamp-evidence.ts';
import { performReadBack } from '#lib/operations/read-back/perform-read-back.ts';
import { deliverShard } from '#lib/operations/runs/deliver-shard.ts';
import { fetchPackage } from '#lib/operations/runs/fetch-package.ts';
import { findPackages } from '#lib/operations/runs/find-packages.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { reconcileRun } from '#lib/operations/runs/reconcile-run.ts';
import { tidySource } from '#lib/operations/runs/tidy-source.ts';
import { RunRestsError } from '#lib/operations/runs/run-rests-error.ts';
import { startDueRuns } from '#lib/operations/runs/start-due-runs.ts';

/** Parses what a job carries and does it. Every handler is safe to run twice. */
type Handler = (services: ImportServices, data: unknown, signal: AbortSignal) => Promise<void>;

function handler<Schema extends z.ZodType<object>>(
  schema: Schema,
  run: (
    services: ImportServices,
    job: z.infer<Schema> & { readonly signal: AbortSignal },
  ) => Promise<void>,
): Handler {
  return async (services, data, signal) => {
    try {
      await run(services, { ...schema.parse(data), signal });
    } catch (error) {
      // The run has no job until it is woken (lib/operations/runs/wake-runs.ts).
      if (!(error instanceof RunRestsError)) throw error;
    }
  };
}

/** What each job does. */
export const handlers: Readonly<Record<JobName, Handler>> = {
  'connection.check': handler(jobPayloads['connection.check'], checkConnection),
  'coverage.preview': handler(jobPayloads['coverage.preview'], performPreview),
  'schedule.tick': handler(jobPayloads['schedule.tick'], startDueRuns),
  'run.start': handler(jobPayloads['run.start'], findPackages),
  'run.replay': handler(jobPayloads['run.replay'], readReplay),
  'run.fetch': handler(jobPayloads['run.fetch'], fetchPackage),
  'run.deliver': handler(jobPayloads['run.deliver'], deliverShard),
  'run.reconcile': handler(jobPayloads['run.reconcile'], reconcileRun),
  'run.read-back': handler(jobPayloads['run.read-back'], performReadBack),
  'run.tidy-source': handler(jobPayloads['run.tidy-source'], tidySource),
  'held.purge': handler(jobPayloads['held.purge'], purgeHeldBytes),
  'evidence.stamp': handler(jobPayloads['evidence.stamp'], stampEvidence),
  'receipts.prune': handler(jobPayloads['receipts.prune'], pruneReceipts),
  'drafts.expire': handler(jobPayloads['drafts.expire'], deleteExpiredDrafts),
  'alerts.evaluate': handler(jobPayloads['alerts.evaluate'], evaluateAlerts),
  'alerts.deliver': handler(jobPayloads['alerts.deliver'], deliverAlert),
};

/**
 * How many jobs of a name one worker does at once, and how often it looks for the next. A notification
 * wakes it for a first job; those that wait behind it, as a stage's many do, are found by looking.
 */
export const jobPace: Readonly<
  Record<JobName, { readonly concurrency: number; readonly pollSeconds: number }>
> = {
  'connection.check': { concurrency: 2, pollSeconds: 2 },
  'coverage.preview': { concurrency: 1, pollSeconds: 2 },
  'schedule.tick': { concurrency: 1, pollSeconds: 2 },
  'run.start': { concurrency: 2, pollSeconds: 2 },
  'run.replay': { concurrency: 2, pollSeconds: 2 },
  'run.fetch': { concurrency: 2, pollSeconds: 0.5 },
  'run.deliver': { concurrency: 8, pollSeconds: 0.5 },
  'run.reconcile': { concurrency: 2, pollSeconds: 2 },
  'run.read-back': { concurrency: 1, pollSeconds: 2 },
  'run.tidy-source': { concurrency: 1, pollSeconds: 5 },
  'held.purge': { concurrency: 1, pollSeconds: 2 },
  'evidence.stamp': { concurrency: 1, pollSeconds: 10 },
  'receipts.prune': { concurrency: 1, pollSeconds: 60 },
  'drafts.expire': { concurrency: 1, pollSeconds: 60 },
  'alerts.evaluate': { concurrency: 1, pollSeconds: 2 },
  'alerts.deliver': { concurrency: 2, pollSeconds: 2 },
};
