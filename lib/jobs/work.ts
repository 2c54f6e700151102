import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { PgBoss } from 'pg-boss';
import { JOB_NAMES, type JobName } from '#lib/domain/jobs.ts';
import { PortError } from '#lib/domain/errors.ts';
import { handlers, jobPace } from '#lib/jobs/handlers.ts';
import { findJobPlace } from '#lib/jobs/job-place.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** Told of each job that ended here. */
export type JobMeter = (job: JobName, outcome: 'done' | 'failed', durationMs: number) => void;

type Work = {
  readonly services: ImportServices;
  readonly signal: AbortSignal;
  readonly countJob: JobMeter;
};

/** Takes jobs of every name from the queue until `signal` aborts. */
export async function work(boss: PgBoss, options: Work): Promise<void> {
  for (const name of JOB_NAMES) {
    const { concurrency, pollSeconds } = jobPace[name];
    const pace = {
      localConcurrency: concurrency,
      pollingIntervalSeconds: pollSeconds,
      // Where notifications arrive, pg-boss would otherwise look every 30 seconds only.
      notifyPollingIntervalSeconds: pollSeconds,
    };
    await boss.work(name, pace, async ([job]) => {
      if (job !== undefined) await doJob(options, { name, id: job.id, data: job.data });
    });
  }
}

type Job = { readonly name: JobName; readonly id: string; readonly data: unknown };

/**
 * Does one job. Whatever it logs carries its run and its connector, and so does its span where traces
 * are on (lib/monitoring/tracing.ts): ids, never what the job works on.
 */
export async function doJob({ services, signal, countJob }: Work, job: Job): Promise<void> {
  const { name, id: jobId, data } = job;
  signal.throwIfAborted();
  const place = await findJobPlace(services.db, data);
  const logger = services.logger.child({ job: name, jobId, ...place });
  await trace.getTracer('custody').startActiveSpan(name, async (span) => {
    span.setAttributes({
      'custody.job.id': jobId,
      ...(place.runId !== undefined && { 'custody.run.id': place.runId }),
      ...(place.connectorId !== undefined && { 'custody.connector.id': place.connectorId }),
    });
    const startedMs = performance.now();
    const end = (outcome: 'done' | 'failed') => {
      countJob(name, outcome, performance.now() - startedMs);
      span.end();
    };
    try {
      await handlers[name]({ ...services, logger }, data, signal);
      end('done');
    } catch (error) {
      // A worker that is ending leaves its jobs to the next one; that is no failure.
      if (!signal.aborted) reportFailure(logger, span, error);
      end('failed');
      throw asJobError(error);
    }
  });
}

function reportFailure(logger: ImportServices['logger'], span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message: asJobError(error).message });
  if (error instanceof PortError) {
    logger.warn({ code: error.code }, 'job will be tried again');
    return;
  }
  logger.error({ err: error }, 'job failed and will be tried again');
}

/** What pg-boss keeps of an error lies in the database: the code, never a foreign message. */
function asJobError(error: unknown): Error {
  if (error instanceof PortError) return new Error(error.code);
  return new Error(error instanceof Error ? error.name : 'unknown');
}
