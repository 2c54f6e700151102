import { once } from 'node:events';
import { env } from '#lib/config/env.ts';
import { database, requireDatabaseUrl } from '#lib/db/client.ts';
import { openLocks } from '#lib/db/locks.ts';
import { openWorker } from '#lib/jobs/queue.ts';
import { work } from '#lib/jobs/work.ts';
import { logger } from '#lib/logging/logger.ts';
import { watchWorker } from '#lib/monitoring/watch-worker.ts';
import { keepAuditAnchored } from '#lib/worker/anchor.ts';
import { createImportServices } from '#lib/worker/import-services.ts';
import { watchForDeadWorkers } from '#lib/worker/watch.ts';
import { shutdownSignal } from '#lib/worker/shutdown.ts';

/**
 * The worker process. Any number may run, on any number of machines. An uncaught error ends it, and
 * whoever supervises it (the launcher, systemd) starts it again.
 */
const STOP_AFTER_MS = 20_000;

const asked = shutdownSignal(logger);
const locks = await openLocks(requireDatabaseUrl());
const boss = await openWorker(requireDatabaseUrl());
boss.on('error', (error) => {
  logger.error({ err: error }, 'queue');
});
const { listen, countJob, ...meters } = watchWorker({
  settings: env(),
  db: database(),
  boss,
  locks,
  logger,
});
const services = await createImportServices({
  settings: env(),
  db: database(),
  boss,
  locks,
  logger,
  ...meters,
  signal: asked,
});

// Without its locks the worker must not write to a mailbox: it ends as if it had been killed.
locks.lost.addEventListener('abort', () => {
  if (asked.aborted) return;
  logger.error('the connection that holds the locks is lost');
  process.exit(1);
});

const stopListening = await listen();
await work(boss, { services, signal: asked, countJob });
const watching = Promise.all([
  watchForDeadWorkers(services, asked),
  keepAuditAnchored({ ...services, anchorFile: env().audit.anchorFile }, asked),
]);
logger.info('worker is ready');
process.send?.('ready');

if (!asked.aborted) await once(asked, 'abort');
await boss.stop({ graceful: true, timeout: STOP_AFTER_MS });
await watching;
await stopListening();
await locks.close();
await database().$disconnect();
process.exit(0);
