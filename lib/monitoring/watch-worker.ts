import type { PgBoss } from 'pg-boss';
import type { Env } from '#lib/config/env.ts';
import type { Database } from '#lib/db/client.ts';
import type { Locks } from '#lib/db/locks.ts';
import type { ImapMeter } from '#lib/destinations/imap/count-commands.ts';
import type { JobMeter } from '#lib/jobs/work.ts';
import type { Logger } from '#lib/logging/logger.ts';
import type { GraphMeter } from '#lib/microsoft-graph/graph-client.ts';
import { databaseChecks } from '#lib/monitoring/database-checks.ts';
import { createGraphMeter } from '#lib/monitoring/graph-meter.ts';
import { createImapMeter } from '#lib/monitoring/imap-meter.ts';
import { createImportMeter } from '#lib/monitoring/import-meter.ts';
import { createJobMeter } from '#lib/monitoring/job-meter.ts';
import { startOperationsServer } from '#lib/monitoring/operations-server.ts';
import { createProcessRegistry } from '#lib/monitoring/process-registry.ts';
import { createReadiness } from '#lib/monitoring/readiness.ts';
import { startTracing } from '#lib/monitoring/tracing.ts';
import type { ImportMeter } from '#lib/operations/runs/import-meter.ts';

type Watched = {
  readonly settings: Env;
  readonly db: Database;
  readonly boss: PgBoss;
  readonly locks: Locks;
  readonly logger: Logger;
};

type WorkerMeters = {
  readonly meter: ImportMeter;
  readonly graphMeter: GraphMeter;
  readonly imapMeter: ImapMeter;
  readonly countJob: JobMeter;
  /** Answers health, readiness and metrics from now on, and traces. @returns how to end that */
  readonly listen: () => Promise<() => Promise<void>>;
};

/** What a worker counts, and where it says so. */
export function watchWorker({ settings, db, boss, locks, logger }: Watched): WorkerMeters {
  const registry = createProcessRegistry('worker');
  const readiness = createReadiness([
    ...databaseChecks(db),
    {
      name: 'locks',
      look: async () => {
        await locks.confirm();
        return null;
      },
    },
    {
      name: 'queue',
      look: async () => ((await boss.isInstalled()) ? null : 'not installed'),
    },
  ]);
  return {
    meter: createImportMeter(registry),
    graphMeter: createGraphMeter(registry),
    imapMeter: createImapMeter(registry),
    countJob: createJobMeter(registry),
    async listen() {
      const { host, workerPort: port, tracesUrl } = settings.operations;
      const tracing = tracesUrl === undefined ? null : startTracing('custody-worker', tracesUrl);
      const server =
        port === 0
          ? null
          : await startOperationsServer({ host, port, registry, readiness, logger });
      return async () => {
        await server?.close();
        await tracing?.stop();
      };
    },
  };
}
