import { fromPrisma, PgBoss } from 'pg-boss';
import type { Transaction } from '#lib/db/client.ts';
import {
  JOB_NAMES,
  JOB_SCHEDULES,
  jobKey,
  jobPayloads,
  type JobName,
  type JobPayload,
} from '#lib/domain/jobs.ts';

/** Puts jobs in the queue, in the same transaction as the rows they are about. */
export type Queue = {
  /**
   * @param transaction the transaction the job is to share the fate of
   * @param options.startAfterSeconds wait at least so long
   */
  enqueue<Name extends JobName>(
    transaction: Transaction,
    name: Name,
    payload: JobPayload<Name>,
    options?: { readonly startAfterSeconds?: number },
  ): Promise<void>;
  /**
   * Which of these pieces of work somebody will do: a job for it waits, or has begun just now. The
   * key of a job is the lock it works under (`jobKey`).
   */
  listExpected(transaction: Transaction, keys: readonly string[]): Promise<ReadonlySet<string>>;
};

/** A job that was taken this long ago holds its lock by now, if its worker lives. */
const BEGUN_SECONDS = 3;

/**
 * A job whose worker dies is given to another after HEARTBEAT_SECONDS (pg-boss allows no less). It is
 * tried again for as long as it takes, ever more slowly: a source or a mailbox that is down is waited
 * for, never given up (DESIGN 3.9).
 */
const HEARTBEAT_SECONDS = 10;
const RETRY_FOR_EVER = 1_000_000;
const RETRY_DELAY_SECONDS = 2;
const RETRY_DELAY_LONGEST_SECONDS = 300;
const EXPIRE_SECONDS = 23 * 3600;

/** Creates the queue's tables and queues; safe to repeat. Part of `npm run migrate`. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false });
  const errors = collectErrors(boss);
  await boss.start();
  for (const name of JOB_NAMES) {
    const isScheduled = name in JOB_SCHEDULES;
    await boss.createQueue(name, {
      policy: isScheduled ? 'exclusive' : 'standard',
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      retryLimit: isScheduled ? 0 : RETRY_FOR_EVER,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      retryDelayMax: RETRY_DELAY_LONGEST_SECONDS,
    });
  }
  for (const [name, cron] of Object.entries(JOB_SCHEDULES)) {
    await boss.schedule(name, cron, {}, { tz: 'UTC' });
  }
  await boss.stop({ graceful: false });
  const [error] = errors;
  if (error !== undefined) throw error;
}

/** A started pg-boss that sends only: for the web process. */
export async function openSender(databaseUrl: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
  });
  return boss.start();
}

/** A started pg-boss that also works, wakes at once when a job arrives, and takes over dead workers' jobs. */
export async function openWorker(databaseUrl: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 6,
    migrate: false,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  return boss.start();
}

export function createQueue(boss: PgBoss): Queue {
  return {
    async enqueue(transaction, name, payload, options) {
      const data = jobPayloads[name].parse(payload);
      await boss.send(name, data, {
        db: fromPrisma(transaction),
        singletonKey: jobKey(name, payload),
        ...(options?.startAfterSeconds === undefined
          ? {}
          : { startAfter: options.startAfterSeconds }),
      });
    },
    async listExpected(transaction, keys) {
      const rows = await transaction.$queryRaw<{ key: string }[]>`
        SELECT DISTINCT singleton_key AS key FROM pgboss.job
        WHERE singleton_key = ANY(${keys}::text[]) AND (
          state IN ('created', 'retry')
          OR state = 'active' AND started_on > now() - make_interval(secs => ${BEGUN_SECONDS}))`;
      return new Set(rows.map(({ key }) => key));
    },
  };
}

function collectErrors(boss: PgBoss): Error[] {
  const errors: Error[] = [];
  boss.on('error', (error) => errors.push(error));
  return errors;
}
