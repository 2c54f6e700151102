import { Histogram, type Registry } from 'prom-client';
import type { JobMeter } from '#lib/jobs/work.ts';

/** Seconds: from a look at the clock to the largest package. */
const BUCKETS = [0.05, 0.25, 1, 5, 30, 120, 600, 3600];

/** How long this worker's jobs take, by name and how they ended. */
export function createJobMeter(registry: Registry): JobMeter {
  const seconds = new Histogram({
    name: 'custody_job_seconds',
    help: 'Duration of jobs, by name and outcome (done, or failed and tried again).',
    labelNames: ['job', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return (job, outcome, durationMs) => {
    seconds.observe({ job, outcome }, durationMs / 1000);
  };
}
