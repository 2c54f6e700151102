import { existsSync } from 'node:fs';
import PQueue from 'p-queue';
import {
  BENCH_FOLDER,
  type BenchTarget,
  deliverByPlainLoop,
  hasMbsync,
  prepareMbsync,
} from '#e2e/bench/deliver-by-peers.ts';
import { type MailboxMessages, sampleMessages } from '#e2e/bench/sample-messages.ts';
import { openDovecotDestination } from '#e2e/servers/dovecot-destination.ts';
import { startImapProxy } from '#e2e/servers/dovecot-proxy.ts';
import { startDovecot } from '#e2e/servers/dovecot.ts';
import type { Destination } from '#lib/destinations/port.ts';

/**
 * Delivery to a Dovecot with its default fsync, by the IMAP destination and by its peers on the same
 * machine in the same run: `node e2e/bench/imap-delivery.ts [rounds] [home|far]`.
 */
const CONNECTIONS = 8;
const MESSAGES_PER_BATCH = 50;
const ROUNDS = Number(process.argv[2] ?? 3);
const ONLY = process.argv[3];
const LARGE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };
const SMALL = { mailboxes: 20, messagesPerMailbox: 100, bytesPerMessage: 2_048 };
const ONE_WAY_MS = 20;
const MEMORY_DIRECTORY = '/dev/shm';
const inMemory = existsSync(MEMORY_DIRECTORY) ? { parentDirectory: MEMORY_DIRECTORY } : {};

type Measured = { readonly perSecond: number; readonly cpuMicroseconds: number };
type Method = (target: BenchTarget, mailboxes: readonly MailboxMessages[]) => Promise<Measured>;

const measured = new Map<string, Measured[]>();

if (ONLY !== 'far') await atHome();
if (ONLY !== 'home') await farAway();
printTable();

async function atHome(): Promise<void> {
  const server = await startDovecot({ isDurable: true });
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await measure(`custody, round ${round}`, 'custody', byCustody, server, LARGE);
      await measure(`plain, round ${round}`, 'imapflow loop', byPlainLoop, server, LARGE);
      if (hasMbsync()) await measure(`mbsync, round ${round}`, 'mbsync', byMbsync, server, LARGE);
    }
  } finally {
    await server.stop();
  }
}

/** As at Exchange Online: 40 ms of round trip, no MULTIAPPEND. In memory: it is about the wire. */
async function farAway(): Promise<void> {
  const server = await startDovecot({ lacks: ['MULTIAPPEND'], ...inMemory });
  const proxy = await startImapProxy(server.port, { delayMs: ONE_WAY_MS });
  const target = { port: proxy.port, password: server.password };
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await measure(
        `far custody ${round}`,
        'custody, 40 ms, no MULTIAPPEND',
        byCustody,
        target,
        SMALL,
      );
    }
    // It takes a mailbox after the other, so that three tell as much as twenty.
    const few = { ...SMALL, mailboxes: 3 };
    await measure('far plain', 'imapflow loop, 40 ms', byPlainLoop, target, few);
  } finally {
    await proxy.stop();
    await server.stop();
  }
}

async function measure(
  name: string,
  label: string,
  method: Method,
  target: BenchTarget,
  size: Parameters<typeof sampleMessages>[1],
): Promise<void> {
  const mailboxes = sampleMessages(name.replaceAll(/\W+/g, '-'), size);
  const result = await method(target, mailboxes);
  measured.set(label, [...(measured.get(label) ?? []), result]);
  console.log(`${name}: ${Math.round(result.perSecond)} messages/s`);
}

async function byCustody(target: BenchTarget, mailboxes: readonly MailboxMessages[]) {
  const destination = openDovecotDestination({ ...target, connections: CONNECTIONS });
  try {
    const result = await timed(mailboxes, () => deliverAll(destination, mailboxes));
    await readBack(destination, mailboxes);
    return result;
  } finally {
    await destination.close();
  }
}

async function deliverAll(destination: Destination, mailboxes: readonly MailboxMessages[]) {
  const queue = new PQueue({ concurrency: CONNECTIONS });
  await queue.addAll(
    mailboxes.map(({ mailbox, messages }) => async () => {
      const folder = await destination.ensureFolder(mailbox, BENCH_FOLDER);
      for (let at = 0; at < messages.length; at += MESSAGES_PER_BATCH) {
        const batch = messages.slice(at, at + MESSAGES_PER_BATCH);
        const outcomes = await destination.deliver(folder, batch);
        if (outcomes.some(({ state }) => state !== 'delivered')) throw new Error('not delivered');
      }
    }),
  );
}

async function readBack(destination: Destination, mailboxes: readonly MailboxMessages[]) {
  const started = performance.now();
  const queue = new PQueue({ concurrency: CONNECTIONS });
  const counts = await queue.addAll(
    mailboxes.map(({ mailbox, messages }) => async () => {
      const folder = await destination.ensureFolder(mailbox, BENCH_FOLDER);
      const runId = messages[0]?.runId ?? '';
      return (await Array.fromAsync(destination.listDelivered(folder, runId))).length;
    }),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const seconds = (performance.now() - started) / 1000;
  console.log(`  read back and hashed: ${total} messages in ${seconds.toFixed(2)} s`);
}

function byPlainLoop(target: BenchTarget, mailboxes: readonly MailboxMessages[]) {
  return timed(mailboxes, () => deliverByPlainLoop(target, mailboxes));
}

async function byMbsync(target: BenchTarget, mailboxes: readonly MailboxMessages[]) {
  const { deliver, remove } = await prepareMbsync(target, mailboxes);
  try {
    return await timed(mailboxes, deliver);
  } finally {
    await remove();
  }
}

async function timed(
  mailboxes: readonly MailboxMessages[],
  work: () => Promise<void>,
): Promise<Measured> {
  const count = mailboxes.reduce((sum, { messages }) => sum + messages.length, 0);
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: count / seconds, cpuMicroseconds: (user + system) / count };
}

function printTable(): void {
  const rows = [...measured].map(([method, results]) => ({
    method,
    'messages/s': Math.round(median(results.map(({ perSecond }) => perSecond))),
    // Of this process: not that of mbsync, and with the proxy when far away.
    'our CPU µs/message': Math.round(median(results.map(({ cpuMicroseconds }) => cpuMicroseconds))),
  }));
  console.table(rows);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
