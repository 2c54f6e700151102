import { setTimeout as sleep } from 'node:timers/promises';
import {
  deliverByPlainLoop,
  hasMbsync,
  prepareMbsync,
  type BenchTarget,
} from '#e2e/bench/deliver-by-peers.ts';
import { cpuSeconds, cpuSecondsOf, peakMegabytes } from '#e2e/bench/process-figures.ts';
import { sampleMessages, type MailboxMessages } from '#e2e/bench/sample-messages.ts';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { startRun } from '#e2e/chaos/runs.ts';
import { startDovecot } from '#e2e/servers/dovecot.ts';
import { createDatabase } from '#lib/db/client.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

/**
 * The whole import by a real worker into a Dovecot on its default fsync, and its peers on the same
 * machine in the same run: `node e2e/bench/import-pipeline.ts [rounds] [messages]`. A round is one of
 * each, so that a disk that is slow for a while is slow for all.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const MESSAGES = Number(process.argv[3] ?? 20_000);
const MAILBOXES = 50;
const PACKAGES = 4;
const BYTES_PER_MESSAGE = 2_048;

type Figures = Readonly<Record<string, number>>;
const rates = new Map<string, number[]>();
const note = (method: string, perSecond: number) => {
  rates.set(method, [...(rates.get(method) ?? []), perSecond]);
  console.log(`${method}: ${Math.round(perSecond)} messages/s`);
};

const size = { mailboxes: MAILBOXES, bytesPerMessage: BYTES_PER_MESSAGE };
for (let round = 1; round <= ROUNDS; round += 1) {
  const messagesPerMailbox = MESSAGES / MAILBOXES;
  const mailboxes = sampleMessages(`round${round}`, { ...size, messagesPerMailbox });
  const figures = await importByCustody(mailboxes);
  console.table(figures);
  note('Custody, whole pipeline', figures['messages/s'] ?? 0);
  if (hasMbsync()) await byPeer('mbsync', mailboxes, byMbsync);
  await byPeer('imapflow loop', mailboxes, byPlainLoop);
}
printMedians();

/** From "Run now" to the end of the deliveries; the read-back and the evidence are timed apart. */
async function importByCustody(mailboxes: readonly MailboxMessages[]): Promise<Figures> {
  const deployment = await startChaosDeployment({
    people: mailboxes.map(({ mailbox }, index) =>
      createPerson({
        displayName: `Person ${index}`,
        address: mailbox,
        mobileNumber: `4790${String(100_000 + index)}`,
        teleMessageEmail: mailbox,
        hasMailbox: true,
      }),
    ),
    mapping: [],
    workers: 1,
    delayMs: 0,
    disturbGraph: () => undefined,
    isUndisturbed: true,
  });
  try {
    await putPackages(deployment, mailboxes);
    return await watchImport(deployment);
  } finally {
    await deployment.close();
  }
}

async function putPackages(
  deployment: ChaosDeployment,
  mailboxes: readonly MailboxMessages[],
): Promise<void> {
  const items = mailboxes.flatMap(({ messages }, box) =>
    messages.map(({ mime }, index) => ({ index, entryName: `${box}-${index}.eml`, eml: mime })),
  );
  // Mixed as in life: a mailbox's messages lie all over the day.
  items.sort((one, other) => one.index - other.index);
  const perPackage = Math.ceil(items.length / PACKAGES);
  for (let part = 1; part <= PACKAGES; part += 1) {
    const name = packageName({ day: '2026-11-20', part, zippedAt: new Date() });
    const content = items.slice((part - 1) * perPackage, part * perPackage);
    await deployment.putPackage('imap', name, await buildPackage({ name, items: content }));
  }
}

async function watchImport(deployment: ChaosDeployment): Promise<Figures> {
  const pid = deployment.workers[0]?.pid() ?? 0;
  const db = createDatabase(deployment.databaseUrl);
  const cpu = async () => ({
    worker: await cpuSeconds(pid),
    postgres: await cpuSecondsOf('postgres'),
    imap: await cpuSecondsOf('imap'),
  });
  try {
    // The worker has come up and found nothing to do.
    await sleep(3_000);
    await db.$executeRaw`SELECT pg_stat_reset()`;
    const begin = await cpu();
    const marks = new Map<string, Awaited<ReturnType<typeof cpu>>>();
    await startRun(deployment, 'imap');
    let run = await db.run.findFirstOrThrow();
    while (run.finishedAt === null) {
      if (!marks.has(run.state)) marks.set(run.state, await cpu());
      await sleep(100);
      run = await db.run.findFirstOrThrow();
    }
    const [written] = await db.$queryRaw<{ rows: number }[]>`
      SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int AS rows FROM pg_stat_user_tables
      WHERE schemaname = 'public'`;
    const seconds = (from: Date | null, to: Date | null) =>
      ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 1_000;
    const delivering = marks.get('delivering') ?? begin;
    const reconciling = marks.get('reconciling') ?? begin;
    const toDelivered = seconds(run.createdAt, run.reconcileStartedAt);
    return {
      'imported (of all)': run.imported,
      'reading: s': seconds(run.createdAt, run.deliverStartedAt),
      'delivering: s': seconds(run.deliverStartedAt, run.reconcileStartedAt),
      'read-back, evidence: s': seconds(run.reconcileStartedAt, run.finishedAt),
      'messages/s': run.imported / toDelivered,
      'worker CPU, reading: µs/message': ((delivering.worker - begin.worker) / run.imported) * 1e6,
      'worker CPU, delivering: µs/message':
        ((reconciling.worker - delivering.worker) / run.imported) * 1e6,
      'worker CPU: s per 1,000 deliveries':
        ((reconciling.worker - begin.worker) / run.imported) * 1_000,
      'PostgreSQL CPU: s': reconciling.postgres - begin.postgres,
      'worker, most memory: MB': await peakMegabytes(pid),
      'rows written': written?.rows ?? 0,
    };
  } finally {
    await db.$disconnect();
  }
}

async function byPeer(
  name: string,
  mailboxes: readonly MailboxMessages[],
  deliver: (
    target: BenchTarget,
    mailboxes: readonly MailboxMessages[],
  ) => Promise<number | undefined>,
): Promise<void> {
  const server = await startDovecot({ isDurable: true });
  try {
    const started = performance.now();
    const measured = await deliver(server, mailboxes);
    note(name, MESSAGES / (measured ?? (performance.now() - started) / 1_000));
  } finally {
    await server.stop();
  }
}

async function byPlainLoop(
  target: BenchTarget,
  mailboxes: readonly MailboxMessages[],
): Promise<undefined> {
  await deliverByPlainLoop(target, mailboxes);
  return undefined;
}

/** @returns seconds without the preparation of its Maildirs */
async function byMbsync(
  target: BenchTarget,
  mailboxes: readonly MailboxMessages[],
): Promise<number> {
  const { deliver, remove } = await prepareMbsync(target, mailboxes);
  try {
    const started = performance.now();
    await deliver();
    return (performance.now() - started) / 1_000;
  } finally {
    await remove();
  }
}

function printMedians(): void {
  const medians = [...rates].map(([method, values]) => {
    const inOrder = values.toSorted((one, other) => one - other);
    return [method, inOrder[Math.floor(inOrder.length / 2)] ?? 0] as const;
  });
  const ours = medians[0]?.[1] ?? 0;
  console.table(
    medians.map(([method, perSecond]) => ({
      method,
      'messages/s, median': Math.round(perSecond),
      'Custody is so many times as fast': (ours / perSecond).toFixed(1),
    })),
  );
}
