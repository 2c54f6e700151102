import { statfs } from 'node:fs/promises';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '#lib/db/client.ts';
import {
  countActiveRuns,
  countHeldDeliveries,
  countWaitingJobs,
  listConnectorFigures,
  sumStagedPackageBytes,
} from '#lib/db/deployment-figures.ts';
import { JOB_NAMES } from '#lib/domain/jobs.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';
import { rememberFor } from '#lib/monitoring/remember-for.ts';

/** Two scrapers, or one that is hurried, cost no more than one. */
const FRESH_MS = 10_000;
/** Counting what is held walks a piece of an index. */
const HELD_FRESH_MS = 60_000;
/** More than these are a trouble of their own, however many more. */
const HELD_COUNTED = 10_000;
/** Beyond these, connectors are counted and not listed: each takes a line of every scrape. */
const CONNECTORS_LISTED = 5_000;

type Options = {
  readonly db: Database;
  /** Whose disk is looked at. */
  readonly dataDir: string;
  readonly now: () => Date;
};

/** What stands in the database, for the whole deployment: exposed once, by the web process. */
export function registerDeploymentGauges(registry: Registry, { db, dataDir, now }: Options): void {
  const registers = [registry];
  const activeRuns = rememberFor(() => countActiveRuns(db), FRESH_MS);
  const connectors = rememberFor(() => listConnectorFigures(db, CONNECTORS_LISTED), FRESH_MS);
  const waitingJobs = rememberFor(() => countWaitingJobs(db), FRESH_MS);
  const held = rememberFor(() => countHeldDeliveries(db, HELD_COUNTED), HELD_FRESH_MS);
  const stagedBytes = rememberFor(() => sumStagedPackageBytes(db), FRESH_MS);

  new Gauge({
    name: 'custody_active_runs',
    help: 'Runs in progress, by stage; resting ones wait for an administrator or a later time.',
    labelNames: ['stage', 'resting'],
    registers,
    async collect() {
      this.reset();
      for (const stage of ACTIVE_RUN_STATES) {
        for (const resting of ['yes', 'no']) this.set({ stage, resting }, 0);
      }
      for (const { state, isResting, runs } of await activeRuns()) {
        this.set({ stage: state, resting: isResting ? 'yes' : 'no' }, runs);
      }
    },
  });
  new Gauge({
    name: 'custody_waiting_jobs',
    help: 'Jobs in the queue that no worker has begun, by name.',
    labelNames: ['job'],
    registers,
    async collect() {
      for (const job of JOB_NAMES) this.set({ job }, 0);
      for (const { job, jobs } of await waitingJobs()) this.set({ job }, jobs);
    },
  });
  new Gauge({
    name: 'custody_held_deliveries',
    help: 'Deliveries that are held, neither replayed nor released; counted to 10,000.',
    registers,
    async collect() {
      this.set(await held());
    },
  });
  new Gauge({
    name: 'custody_connectors',
    help: 'Connectors, by state and by the status of their source.',
    labelNames: ['state', 'source_status'],
    registers,
    async collect() {
      this.reset();
      for (const { state, sourceStatus } of await connectors()) {
        this.inc({ state, source_status: sourceStatus });
      }
    },
  });
  new Gauge({
    name: 'custody_seconds_since_last_import',
    help: 'Since the last import of a connector ended; absent before its first.',
    labelNames: ['connector', 'kind'],
    registers,
    async collect() {
      this.reset();
      for (const { id, kind, finishedAt } of await connectors()) {
        if (finishedAt === null) continue;
        const seconds = Math.max(0, (now().getTime() - finishedAt.getTime()) / 1000);
        this.set({ connector: id, kind }, seconds);
      }
    },
  });
  new Gauge({
    name: 'custody_staged_package_bytes',
    help: 'Packages of runs in progress that rest in the staging area.',
    registers,
    async collect() {
      this.set(await stagedBytes());
    },
  });
  new Gauge({
    name: 'custody_disk_free_bytes',
    help: 'Free space where DATA_DIR is, for a process without special rights.',
    registers,
    async collect() {
      const { bavail, bsize } = await statfs(dataDir);
      this.set(bavail * bsize);
    },
  });
}
