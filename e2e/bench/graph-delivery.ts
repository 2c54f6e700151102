import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import PQueue from 'p-queue';
import { z } from 'zod';
import { BENCH_FOLDER } from '#e2e/bench/deliver-by-peers.ts';
import { type MailboxMessages, sampleMessages } from '#e2e/bench/sample-messages.ts';
import { openGraphDestination } from '#lib/destinations/graph/adapter.ts';

/**
 * Delivery by Graph into the unthrottled stand-in, which runs in a process of its own:
 * `node e2e/bench/graph-delivery.ts [rounds] [directory for the stand-in's CPU profiles]`.
 */
const ROUNDS = Number(process.argv[2] ?? 3);
const PROFILE_DIRECTORY = process.argv[3];
const SIZE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };
const MAILBOXES_AT_A_TIME = 4;

const readySchema = z.object({ graphUrl: z.string(), token: z.string() });
const reportSchema = z.object({ cpuMicroseconds: z.number() });

const results = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  const result = await measure(sampleMessages(`graph-${round}`, SIZE));
  console.log(`round ${round}:`, result);
  results.push(result);
}
console.table([
  {
    'deliveries/s': median(results.map(({ perSecond }) => perSecond)),
    'our CPU µs/message': median(results.map(({ ours }) => ours)),
    'stand-in CPU µs/message': median(results.map(({ standIn }) => standIn)),
  },
]);

async function measure(mailboxes: readonly MailboxMessages[]) {
  const standIn = fork(
    path.join(import.meta.dirname, 'graph-stand-in.ts'),
    [JSON.stringify({ mailboxes: mailboxes.map(({ mailbox }) => mailbox) })],
    {
      execArgv:
        PROFILE_DIRECTORY === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', PROFILE_DIRECTORY],
    },
  );
  const answer = () => new Promise<unknown>((resolve) => standIn.once('message', resolve));
  const { graphUrl, token } = readySchema.parse(await answer());
  const { signal } = new AbortController();
  const destination = openGraphDestination({
    graphUrl,
    getToken: () => Promise.resolve(token),
    signal,
    concurrency: 4 * MAILBOXES_AT_A_TIME,
  });

  standIn.send('start');
  await answer();
  const count = mailboxes.reduce((sum, { messages }) => sum + messages.length, 0);
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await deliverAll(destination, mailboxes);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  standIn.send('report');
  const { cpuMicroseconds } = reportSchema.parse(await answer());
  standIn.send('end');
  await once(standIn, 'exit');
  return {
    perSecond: Math.round(count / seconds),
    ours: Math.round((user + system) / count),
    standIn: Math.round(cpuMicroseconds / count),
  };
}

async function deliverAll(
  destination: ReturnType<typeof openGraphDestination>,
  mailboxes: readonly MailboxMessages[],
): Promise<void> {
  const queue = new PQueue({ concurrency: MAILBOXES_AT_A_TIME });
  await queue.addAll(
    mailboxes.map(({ mailbox, messages }) => async () => {
      const folder = await destination.ensureFolder(mailbox, BENCH_FOLDER);
      for (let at = 0; at < messages.length; at += destination.messagesPerBatch) {
        const batch = messages.slice(at, at + destination.messagesPerBatch);
        const outcomes = await destination.deliver(folder, batch);
        if (outcomes.some(({ state }) => state !== 'delivered')) throw new Error('not delivered');
      }
    }),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
