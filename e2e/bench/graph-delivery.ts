import { deliverAll, readBackAll, timed } from '#e2e/bench/drive-destination.ts';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { type MailboxMessages, sampleMessages } from '#e2e/bench/sample-messages.ts';
import { startGraphStandIn } from '#e2e/bench/start-graph-stand-in.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';

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
  const delivery = await timed(() => deliverAll(destination, mailboxes, MAILBOXES_AT_A_TIME));
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

if (import.meta.main) {
  const [rounds = '3', profileDirectory] = process.argv.slice(2);
  console.table(
    await benchGraphDelivery({
      rounds: Number(rounds),
      ...(profileDirectory !== undefined && { profileDirectory }),
    }),
  );
}
