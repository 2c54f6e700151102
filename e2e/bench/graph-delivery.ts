import PQueue from 'p-queue';
import { BENCH_FOLDER } from '#e2e/bench/deliver-by-peers.ts';
import type { Figure } from '#e2e/bench/figures.ts';
import { type MailboxMessages, sampleMessages } from '#e2e/bench/sample-messages.ts';
import { startGraphStandIn } from '#e2e/bench/start-graph-stand-in.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';
import type { DeliveredMessage, Destination } from '#lib/destinations/port.ts';
import { compareMailbox } from '#lib/domain/runs/compare-mailbox.ts';

const SIZE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };
const MAILBOXES_AT_A_TIME = 4;

/**
 * Delivery by Graph into the unthrottled stand-in, and reading back what was delivered. The stand-in
 * runs in a process of its own and keeps its mailboxes in memory: Exchange's disks are not measured.
 */
export async function benchGraphDelivery({
  rounds = 3,
  profileDirectory,
}: {
  readonly rounds?: number;
  /** For the stand-in's CPU profiles. */
  readonly profileDirectory?: string;
} = {}): Promise<Figure[]> {
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const result = await measure(sampleMessages(`graph-${round}`, SIZE), profileDirectory);
    console.log(`Graph, round ${round}:`, result);
    results.push(result);
  }
  const medianOf = (figure: (result: (typeof results)[number]) => number) =>
    median(results.map(figure));
  const count = (SIZE.mailboxes * SIZE.messagesPerMailbox).toLocaleString('en');
  return [
    {
      name: 'Graph stand-in, unthrottled',
      value: medianOf(({ perSecond }) => perSecond),
      unit: 'deliveries/s',
      target: '>= 2,000',
    },
    { name: 'Graph, our CPU', value: medianOf(({ ours }) => ours), unit: 'µs/message' },
    {
      name: 'Graph, CPU of the stand-in',
      value: medianOf(({ standIn }) => standIn),
      unit: 'µs/message',
    },
    {
      name: `Graph, ${count} messages read back and compared`,
      value: medianOf(({ readBackSeconds }) => readBackSeconds),
      unit: 's',
      target: '< 2 s',
    },
    {
      name: 'Graph, our CPU for reading back',
      value: medianOf(({ readBackOurs }) => readBackOurs),
      unit: 'µs/message',
    },
  ];
}

async function measure(
  mailboxes: readonly MailboxMessages[],
  profileDirectory: string | undefined,
) {
  const standIn = await startGraphStandIn({
    mailboxes: mailboxes.map(({ mailbox }) => mailbox),
    ...(profileDirectory !== undefined && { profileDirectory }),
  });
  const { graphUrl, getToken } = standIn;
  const destination = openGraphDestination({
    graphUrl,
    getToken,
    signal: new AbortController().signal,
    concurrency: 4 * MAILBOXES_AT_A_TIME,
  });
  const count = mailboxes.reduce((sum, { messages }) => sum + messages.length, 0);

  await standIn.startCount();
  const delivery = await timed(() => deliverAll(destination, mailboxes));
  const { cpuMicroseconds } = await standIn.report();
  const readBack = await timed(() => readBackAll(destination, mailboxes, delivery.result));
  await standIn.stop();
  return {
    perSecond: Math.round(count / delivery.seconds),
    ours: Math.round(delivery.cpuMicroseconds / count),
    standIn: Math.round(cpuMicroseconds / count),
    readBackSeconds: readBack.seconds,
    readBackOurs: Math.round(readBack.cpuMicroseconds / count),
  };
}

async function timed<Result>(work: () => Promise<Result>) {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, seconds, cpuMicroseconds: user + system };
}

type Receipts = ReadonlyMap<string, readonly DeliveredMessage[]>;

/** @returns what was delivered, by mailbox */
export async function deliverAll(
  destination: Destination,
  mailboxes: readonly MailboxMessages[],
): Promise<Receipts> {
  const queue = new PQueue({ concurrency: MAILBOXES_AT_A_TIME });
  const receipts = new Map<string, DeliveredMessage[]>();
  await queue.addAll(
    mailboxes.map(({ mailbox, messages }) => async () => {
      const folder = await destination.ensureFolder(mailbox, BENCH_FOLDER);
      const delivered: DeliveredMessage[] = [];
      for (let at = 0; at < messages.length; at += destination.messagesPerBatch) {
        const batch = messages.slice(at, at + destination.messagesPerBatch);
        for (const outcome of await destination.deliver(folder, batch)) {
          if (outcome.state !== 'delivered') throw new Error(`a delivery is ${outcome.state}`);
          delivered.push(outcome.message);
        }
      }
      receipts.set(mailbox, delivered);
    }),
  );
  return receipts;
}

/** One mailbox after the other, as a run is reconciled. */
async function readBackAll(
  destination: Destination,
  mailboxes: readonly MailboxMessages[],
  receipts: Receipts,
): Promise<void> {
  for (const { mailbox, messages } of mailboxes) {
    const folder = await destination.ensureFolder(mailbox, BENCH_FOLDER);
    const filed = await Array.fromAsync(
      destination.listDelivered(folder, messages[0]?.runId ?? ''),
    );
    const differences = compareMailbox(receipts.get(mailbox) ?? [], filed);
    if (differences.length > 0 || filed.length !== messages.length) {
      throw new Error(`${mailbox} does not hold what was delivered`);
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

if (import.meta.main) {
  const [rounds = '3', profileDirectory] = process.argv.slice(2);
  console.table(
    await benchGraphDelivery({
      rounds: Number(rounds),
      ...(profileDirectory !== undefined && { profileDirectory }),
    }),
  );
}
