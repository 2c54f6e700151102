import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  cpuSeconds,
  cpuSecondsOfTree,
  peakMegabytes,
  residentMegabytes,
} from '#e2e/bench/process-figures.ts';
import { sampleMessages, type MailboxMessages } from '#e2e/bench/sample-messages.ts';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { startRun } from '#e2e/chaos/runs.ts';
import type { DovecotOptions } from '#e2e/servers/dovecot-settings.ts';
import { buildZip } from '#e2e/fixtures/zip-builder.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import { packageName } from '#lib/sandbox/packages/build-package.ts';

/** Packages of a day, made when they are asked for. */
export type DayOfPackages = Iterable<{
  readonly name: string;
  readonly bytes: Buffer | Readable;
}>;

export type MeasuredImport = {
  readonly imported: number;
  /**
   * From the first package's fetching on: unzip, check, match, ledger. The two seconds before it, in
   * which the source is watched for uploads that still grow, are not counted.
   */
  readonly readingSeconds: number;
  readonly deliveringSeconds: number;
  /** Reading the mailboxes back, and the evidence. */
  readonly reconcilingSeconds: number;
  readonly workerCpuReading: number;
  readonly workerCpuDelivering: number;
  readonly postgresCpu: number;
  readonly dovecotCpu: number;
  readonly rowsWritten: number;
  readonly peakMegabytes: number;
  /** The worker's memory at the end of each tenth of the time. */
  readonly megabytesByTenth: readonly number[];
};

type Setup = {
  /** Where the messages go; `graph` is the sandbox's stand-in, in the process that measures. */
  readonly to?: 'imap' | 'graph';
  readonly mailboxes: readonly string[];
  readonly packages: DayOfPackages;
  /** Each way to the IMAP server. */
  readonly delayMs?: number;
  readonly dovecot?: DovecotOptions;
};

const WARM_UP = { mailboxes: 8, messagesPerMailbox: 250, bytesPerMessage: 2_048 };
const LOOK_EVERY_MS = 100;

/**
 * An import by a real worker process into a real Dovecot, measured. The worker has imported a small
 * day before, as one has that has been up since yesterday.
 */
export async function measureImport(setup: Setup): Promise<MeasuredImport> {
  const warmUp = sampleMessages('warm-up', WARM_UP);
  const addresses = [...warmUp.map(({ mailbox }) => mailbox), ...setup.mailboxes];
  const deployment = await startChaosDeployment({
    people: addresses.map((address, index) =>
      createPerson({
        displayName: `Person ${index}`,
        address,
        mobileNumber: `4790${String(100_000 + index)}`,
        teleMessageEmail: address,
        hasMailbox: true,
      }),
    ),
    mapping: [],
    workers: 1,
    delayMs: setup.delayMs ?? 0,
    disturbGraph: () => undefined,
    isUndisturbed: true,
    ...(setup.dovecot === undefined ? {} : { dovecot: setup.dovecot }),
  });
  const { to = 'imap' } = setup;
  const db = createDatabase(deployment.databaseUrl);
  try {
    await putPackages(deployment, to, packagesOf('2026-11-18', warmUp, 1));
    await untilClosed({ deployment, db, to }, () => Promise.resolve());
    await putPackages(deployment, to, setup.packages);
    await db.$executeRaw`VACUUM ANALYZE`;
    return await watch({ deployment, db, to });
  } finally {
    await db.$disconnect();
    await deployment.close();
  }
}

/** Mixed as in life: a mailbox's messages lie all over the day. */
export function* packagesOf(
  day: string,
  mailboxes: readonly MailboxMessages[],
  count: number,
  firstPart = 1,
): DayOfPackages {
  const items = mailboxes.flatMap(({ messages }, box) =>
    messages.map(({ mime }, index) => ({
      index,
      entryName: `${box}-${firstPart}-${index}.eml`,
      eml: mime,
    })),
  );
  items.sort((one, other) => one.index - other.index);
  const perPackage = Math.ceil(items.length / count);
  for (let index = 0; index < count; index += 1) {
    const name = packageName({ day, part: firstPart + index, zippedAt: new Date() });
    const content = items.slice(index * perPackage, (index + 1) * perPackage);
    yield { name, bytes: packTogether(name, content) };
  }
}

/** Fifty thousand entries take yazl six minutes, and this a second. */
function packTogether(
  name: string,
  items: readonly { readonly entryName: string; readonly eml: Buffer }[],
): Buffer {
  const names = items.map(({ entryName }) => entryName);
  const manifest = [`Count: ${items.length}`, ...names, ''].join('\r\n');
  return buildZip({
    entries: [
      ...items.map(({ entryName, eml }) => ({ name: entryName, content: eml })),
      { name: name.replace(/\.zip$/, '.mf'), content: manifest },
    ],
  });
}

async function putPackages(
  deployment: ChaosDeployment,
  to: 'imap' | 'graph',
  packages: DayOfPackages,
): Promise<void> {
  for (const { name, bytes } of packages) await deployment.putPackage(to, name, bytes);
}

type Measuring = {
  readonly deployment: ChaosDeployment;
  readonly db: Database;
  readonly to: 'imap' | 'graph';
};

async function untilClosed(
  { deployment, db, to }: Measuring,
  look: (state: string) => Promise<void>,
) {
  await startRun(deployment, to);
  for (;;) {
    const run = await db.run.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
    if (run.finishedAt !== null) return run;
    await look(run.state);
    await sleep(LOOK_EVERY_MS);
  }
}

async function watch(measuring: Measuring): Promise<MeasuredImport> {
  const { deployment, db } = measuring;
  const pid = deployment.workers[0]?.pid() ?? 0;
  const postmaster = await readPid(path.join(deployment.databaseHome, 'data', 'postmaster.pid'));
  const dovecot = await readPid(deployment.dovecot.pidFile);
  const cpu = async () => ({
    worker: await cpuSeconds(pid),
    postgres: await cpuSecondsOfTree(postmaster),
    dovecot: await cpuSecondsOfTree(dovecot),
  });
  await db.$executeRaw`SELECT pg_stat_reset()`;
  const begin = await cpu();
  const marks = new Map<string, Awaited<ReturnType<typeof cpu>>>();
  const megabytes: number[] = [];
  let most = 0;
  const run = await untilClosed(measuring, async (state) => {
    if (!marks.has(state)) marks.set(state, await cpu());
    const now = await residentMegabytes(pid);
    megabytes.push(now);
    most = Math.max(most, now);
  });
  const delivering = marks.get('delivering') ?? begin;
  const reconciling = marks.get('reconciling') ?? begin;
  const seconds = (from: Date | null, to: Date | null) =>
    ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 1_000;
  return {
    imported: run.imported,
    readingSeconds: seconds(run.fetchStartedAt, run.deliverStartedAt),
    deliveringSeconds: seconds(run.deliverStartedAt, run.reconcileStartedAt),
    reconcilingSeconds: seconds(run.reconcileStartedAt, run.finishedAt),
    workerCpuReading: delivering.worker - begin.worker,
    workerCpuDelivering: reconciling.worker - delivering.worker,
    postgresCpu: reconciling.postgres - begin.postgres,
    dovecotCpu: reconciling.dovecot - begin.dovecot,
    rowsWritten: await countRowsWritten(db),
    peakMegabytes: Math.max(most, await peakMegabytes(pid)),
    megabytesByTenth: Array.from({ length: 10 }, (_, tenth) =>
      Math.round(megabytes[Math.ceil(((tenth + 1) * megabytes.length) / 10) - 1] ?? 0),
    ),
  };
}

async function readPid(file: string): Promise<number> {
  return Number((await readFile(file, 'utf8')).split('\n', 1)[0]);
}

async function countRowsWritten(db: Database): Promise<number> {
  const [written] = await db.$queryRaw<{ rows: number }[]>`
    SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int AS rows FROM pg_stat_user_tables
    WHERE schemaname = 'public'`;
  return written?.rows ?? 0;
}
