import { env } from '#lib/config/env.ts';
import { createDatabase, requireDatabaseUrl } from '#lib/db/client.ts';
import { logger } from '#lib/logging/logger.ts';
import { databaseChecks } from '#lib/monitoring/database-checks.ts';
import { registerDeploymentGauges } from '#lib/monitoring/deployment-gauges.ts';
import { startOperationsServer } from '#lib/monitoring/operations-server.ts';
import { createProcessRegistry } from '#lib/monitoring/process-registry.ts';
import { createReadiness } from '#lib/monitoring/readiness.ts';
import { startTracing } from '#lib/monitoring/tracing.ts';

/** Answers for the web process, and for the deployment as a whole. */
export async function watchWeb(): Promise<void> {
  const { operations, dataDir } = env();
  const { tracesUrl } = operations;
  if (tracesUrl !== undefined) startTracing('custody-web', tracesUrl);
  if (operations.webPort === 0) return;
  // Of its own: a portal whose connections are all busy is not down.
  const db = createDatabase(requireDatabaseUrl());
  const registry = createProcessRegistry('web');
  registerDeploymentGauges(registry, { db, dataDir, now: () => new Date() });
  await startOperationsServer({
    host: operations.host,
    port: operations.webPort,
    registry,
    readiness: createReadiness(databaseChecks(db)),
    logger,
  });
}
