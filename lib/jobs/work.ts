import type { PgBoss } from 'pg-boss';
import { JOB_NAMES, type JobName } from '#lib/domain/jobs.ts';
import { PortError } from '#lib/domain/errors.ts';
import { handlers, jobPace } from '#lib/jobs/handlers.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** Takes jobs of every name from the queue until `signal` aborts. */
export async function work(
  boss: PgBoss,
  services: ImportServices,
  signal: AbortSignal,
): Promise<void> {
  for (const name of JOB_NAMES) await workOn(name, { boss, services, signal });
}

type Work = {
  readonly boss: PgBoss;
  readonly services: ImportServices;
  readonly signal: AbortSignal;
};

async function workOn(name: JobName, { boss, services, signal }: Work): Promise<void> {
  const { concurrency, pollSeconds } = jobPace[name];
  const options = {
    localConcurrency: concurrency,
    pollingIntervalSeconds: pollSeconds,
    // Where notifications arrive, pg-boss would otherwise look every 30 seconds only.
    notifyPollingIntervalSeconds: pollSeconds,
  };
  await boss.work(name, options, async ([job]) => {
    if (job === undefined) return;
    signal.throwIfAborted();
    try {
      await handlers[name](services, job.data, signal);
    } catch (error) {
      // A worker that is ending leaves its jobs to the next one; that is no failure.
      if (!signal.aborted) logFailure(services, { job: name, jobId: job.id, error });
      throw asJobError(error);
    }
  });
}

function logFailure(
  { logger }: ImportServices,
  failure: { readonly job: string; readonly jobId: string; readonly error: unknown },
): void {
  const { job, jobId, error } = failure;
  if (error instanceof PortError) {
    logger.warn({ job, jobId, code: error.code }, 'job will be tried again');
    return;
  }
  logger.error({ job, jobId, err: error }, 'job failed and will be tried again');
}

/** What pg-boss keeps of an error lies in the database: the code, never a foreign message. */
function asJobError(error: unknown): Error {
  if (error instanceof PortError) return new Error(error.code);
  return new Error(error instanceof Error ? error.name : 'unknown');
}
