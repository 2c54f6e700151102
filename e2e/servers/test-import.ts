import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import pino from 'pino';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { openLocks } from '#lib/db/locks.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { indexMailboxes, type Mailbox } from '#lib/domain/matching/mailbox-index.ts';
import { jobKey, type JobName } from '#lib/domain/jobs.ts';
import { handlers } from '#lib/jobs/handlers.ts';

import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { noMeter } from '#lib/operations/runs/import-meter.ts';
import { createByteBudget } from '#lib/operations/runs/byte-budget.ts';
import { createShardProgress } from '#lib/operations/runs/shard-progress.ts';
import { shareStagedPackages } from '#lib/operations/runs/staged-packages.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Source } from '#lib/sources/port.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';

type Job = { readonly name: JobName; readonly payload: unknown; readonly key: string };

export type TestImport = {
  readonly databaseUrl: string;
  readonly db: Database;
  readonly connectorId: string;
  readonly services: ImportServices;
  readonly stagingDirectory: string;
  /** Evidence and anchor. */
  readonly evidenceDirectory: string;
  /** What lies at the source: name and content of each package. */
  readonly packages: Map<string, Buffer>;
  /** Queues a run and gives its id. */
  readonly startRun: () => Promise<string>;
  /** Does queued jobs until none is left, as a worker would; the first error ends it. */
  readonly work: () => Promise<void>;
  /** Queued jobs, the next one first. */
  readonly jobs: Job[];
  readonly close: () => Promise<void>;
};

/**
 * The import's own stages on a real database, a real staging area and real locks, with a source in
 * memory and a destination of the test's choice. Jobs run one after the other, so that a test decides
 * what happens when.
 */
export async function createTestImport(options: {
  readonly destination: Destination;
  readonly mailboxes: readonly Mailbox[];
  /** The clock; the machine's own when absent. */
  readonly now?: () => Date;
  /** Called whenever the source is signed in to; throws what the source says. */
  readonly onSignIn?: () => void;
}): Promise<TestImport> {
  const databaseUrl = await createTestDatabase();
  const db = createDatabase(databaseUrl);
  const locks = await openLocks(databaseUrl);
  const stagingDirectory = await mkdtemp(path.join(os.tmpdir(), 'custody-staging-'));
  const evidenceDirectory = await mkdtemp(path.join(os.tmpdir(), 'custody-evidence-'));
  const masterKey = randomBytes(32);
  const packages = new Map<string, Buffer>();
  const jobs: Job[] = [];
  const staging = await openLocalStaging({ directory: stagingDirectory, masterKey });
  const now = options.now ?? (() => new Date());
  const services: ImportServices = {
    db,
    queue: {
      enqueue: (_transaction, name, payload) => {
        jobs.push({ name, payload, key: jobKey(name, payload) });
        return Promise.resolve();
      },
      listExpected: (_transaction, keys) => {
        const queued = new Set(jobs.map(({ key }) => key));
        return Promise.resolve(new Set(keys.filter((key) => queued.has(key))));
      },
    },
    masterKey,
    auditKey: randomBytes(32),
    now,
    permissions: [],
    tenantId: 'tenant',
    alerts: { mail: undefined, networks: [] },
    portalUrl: 'http://localhost:3000',
    staging,
    stagedPackages: shareStagedPackages(staging),
    messageBytes: createByteBudget(1024 * 1024),
    locks,
    logger: pino({ level: 'silent' }),
    meter: noMeter,
    evidence: {
      directory: path.join(evidenceDirectory, 'evidence'),
      anchorFile: path.join(evidenceDirectory, 'anchor.jsonl'),
      timeStampUrl: undefined,
      receiptDays: 400,
    },
    shardProgress: createShardProgress({
      db,
      now,
      onError: (error) => {
        throw error;
      },
    }),
    openSource: () => {
      options.onSignIn?.();
      return Promise.resolve(sourceOf(packages));
    },
    destinationOf: () => options.destination,
    mailboxesOf: () => indexMailboxes(Readable.from(options.mailboxes)),
    recentMailboxes: async () => {
      const mailboxes = await indexMailboxes(Readable.from(options.mailboxes));
      return { mailboxes, readAt: now() };
    },
    packageSettleMs: 0,
    inDoubtFenceMs: 0,
  };
  const connectorId = await insertTestConnector(db, {
    masterKey,
    sourceSettings: {},
    sourceSecrets: { username: 'u', password: 'p' },
    destinationKind: 'memory',
  });

  return {
    databaseUrl,
    db,
    connectorId,
    services,
    stagingDirectory,
    evidenceDirectory,
    packages,
    jobs,
    async startRun() {
      const run = { connectorId, trigger: 'manual', startedBy: 'test', now: now() } as const;
      const { runId } = await db.$transaction((transaction) =>
        queueRun(transaction, services.queue, run),
      );
      return runId;
    },
    async work() {
      for (let [job] = jobs; job !== undefined; [job] = jobs) {
        await handlers[job.name](services, job.payload, new AbortController().signal);
        jobs.shift();
      }
    },
    async close() {
      await locks.close();
      await db.$disconnect();
      await rm(stagingDirectory, { recursive: true });
      await rm(evidenceDirectory, { recursive: true });
    },
  };
}

function sourceOf(packages: ReadonlyMap<string, Buffer>): Source {
  return {
    listPackages: () =>
      Promise.resolve(
        [...packages].map(([name, bytes]) => ({ name, sizeBytes: bytes.length, modifiedAt: null })),
      ),
    openPackage: (name, startBytes = 0) =>
      Promise.resolve(
        Readable.from([(packages.get(name) ?? Buffer.alloc(0)).subarray(startBytes)]),
      ),
    putAway: () => Promise.resolve('gone'),
    close: () => Promise.resolve(),
  };
}
