import { existsSync } from 'node:fs';
import {
  deliverByPlainLoop,
  hasMbsync,
  prepareMbsync,
  type BenchTarget,
} from '#e2e/bench/deliver-by-peers.ts';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { measureImport, packagesOf, type MeasuredImport } from '#e2e/bench/measured-import.ts';
import { sampleMessages, type MailboxMessages } from '#e2e/bench/sample-messages.ts';
import { startImapProxy } from '#e2e/servers/dovecot-proxy.ts';
import type { DovecotOptions } from '#e2e/servers/dovecot-settings.ts';
import { startDovecot } from '#e2e/servers/dovecot.ts';

const DAY = '2026-11-20';
const SIZE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };
const PACKAGES = 4;
const ONE_WAY_MS = 20;
/** The loop takes a mailbox after the other: a few messages tell as much as 20,000. */
const FAR_LOOP = { mailboxes: 2, messagesPerMailbox: 100, bytesPerMessage: 2_048 };
const MEMORY_DIRECTORY = '/dev/shm';
/** As Exchange Online: no MULTIAPPEND. In memory: it is about the wire. */
const FAR_SERVER: DovecotOptions = {
  lacks: ['MULTIAPPEND'],
  isDurable: false,
  ...(existsSync(MEMORY_DIRECTORY) ? { parentDirectory: MEMORY_DIRECTORY } : {}),
};

/**
 * The whole import of 20,000 messages of 2 KB to 50 mailboxes by a real worker into a Dovecot on its
 * default fsync, and its peers into such a server on the same machine in the same run. A round is one
 * of each, so that a disk that is slow for a while is slow for all.
 */
export async function benchPipeline(rounds = 3): Promise<Figure[]> {
  const ours: MeasuredImport[] = [];
  const mbsync: number[] = [];
  const loop: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const mailboxes = sampleMessages(`round${round}`, SIZE);
    ours.push(await importByCustody(mailboxes));
    console.log(`import, round ${round}:`, ours.at(-1));
    if (hasMbsync()) mbsync.push(await byPeer(mailboxes, byMbsync));
    loop.push(await byPeer(mailboxes, byPlainLoop));
    console.log(`mbsync ${mbsync.at(-1)}/s, imapflow loop ${loop.at(-1)}/s`);
  }
  const rate = median(ours.map(rateOf));
  const of = (figure: (measured: MeasuredImport) => number) => median(ours.map(figure));
  const perMessage = (figure: (measured: MeasuredImport) => number) =>
    of((measured) => (figure(measured) / measured.imported) * 1e6);
  const ratio = (peer: readonly number[]) =>
    median(ours.map((it, n) => rateOf(it) / (peer[n] ?? 0)));
  return [
    { name: 'whole import into Dovecot', value: rate, unit: 'messages/s' },
    ...(mbsync.length === 0
      ? []
      : [
          { name: 'mbsync', value: median(mbsync), unit: 'messages/s' },
          { name: 'whole import / mbsync', value: ratio(mbsync), unit: 'times', target: '>= 5' },
        ]),
    { name: 'imapflow loop', value: median(loop), unit: 'messages/s' },
    { name: 'whole import / imapflow loop', value: ratio(loop), unit: 'times', target: '>= 6' },
    { name: 'reading a day', value: of((it) => it.readingSeconds), unit: 's' },
    { name: 'delivering it', value: of((it) => it.deliveringSeconds), unit: 's' },
    { name: 'read-back and evidence', value: of((it) => it.reconcilingSeconds), unit: 's' },
    {
      name: 'worker CPU, reading',
      value: perMessage((it) => it.workerCpuReading),
      unit: 'µs/message',
    },
    {
      name: 'worker CPU, delivering',
      value: perMessage((it) => it.workerCpuDelivering),
      unit: 'µs/message',
      target: '< 60',
    },
    {
      name: 'worker CPU, both',
      value: of((it) => ((it.workerCpuReading + it.workerCpuDelivering) / it.imported) * 1_000),
      unit: 's/1,000 deliveries',
    },
    { name: 'PostgreSQL CPU', value: perMessage((it) => it.postgresCpu), unit: 'µs/message' },
    { name: 'Dovecot CPU', value: perMessage((it) => it.dovecotCpu), unit: 'µs/message' },
    { name: 'worker, most memory', value: of((it) => it.peakMegabytes), unit: 'MB' },
    { name: 'rows written', value: of((it) => it.rowsWritten), unit: 'rows' },
  ];
}

/** The same through a network with 40 ms of round trip, to a server without MULTIAPPEND. */
export async function benchFarPipeline(): Promise<Figure[]> {
  const measured = await importByCustody(sampleMessages('far', SIZE), {
    delayMs: ONE_WAY_MS,
    dovecot: FAR_SERVER,
  });
  console.log('import, 40 ms:', measured);
  const server = await startDovecot(FAR_SERVER);
  const proxy = await startImapProxy(server.port, { delayMs: ONE_WAY_MS });
  try {
    const target = { port: proxy.port, password: server.password };
    const loop = await rateOfPeer(sampleMessages('far-loop', FAR_LOOP), (mailboxes) =>
      byPlainLoop(target, mailboxes),
    );
    const rate = rateOf(measured);
    return [
      { name: 'whole import, 40 ms, no MULTIAPPEND', value: rate, unit: 'messages/s' },
      { name: 'imapflow loop, 40 ms', value: loop, unit: 'messages/s' },
      { name: 'whole import / that loop', value: rate / loop, unit: 'times', target: '>= 20' },
    ];
  } finally {
    await proxy.stop();
    await server.stop();
  }
}

/**
 * The same into the Graph stand-in without throttling, which shares the two cores and has its mailboxes
 * on the disk.
 */
export async function benchGraphPipeline(): Promise<Figure[]> {
  const measured = await importByCustody(sampleMessages('graph', SIZE), { to: 'graph' });
  console.log('import into Graph:', measured);
  const { imported, workerCpuReading, workerCpuDelivering } = measured;
  return [
    { name: 'whole import into Graph', value: rateOf(measured), unit: 'messages/s' },
    {
      name: 'whole import into Graph: delivering',
      value: imported / measured.deliveringSeconds,
      unit: 'messages/s',
    },
    {
      name: 'whole import into Graph: worker CPU',
      value: ((workerCpuReading + workerCpuDelivering) / imported) * 1_000,
      unit: 's/1,000 deliveries',
    },
    {
      name: 'whole import into Graph: most memory',
      value: measured.peakMegabytes,
      unit: 'MB',
    },
    { name: 'whole import into Graph: rows written', value: measured.rowsWritten, unit: 'rows' },
  ];
}

function importByCustody(
  mailboxes: readonly MailboxMessages[],
  server: {
    readonly to?: 'imap' | 'graph';
    readonly delayMs?: number;
    readonly dovecot?: DovecotOptions;
  } = {},
): Promise<MeasuredImport> {
  return measureImport({
    mailboxes: mailboxes.map(({ mailbox }) => mailbox),
    packages: packagesOf(DAY, mailboxes, PACKAGES),
    ...server,
  });
}

/** Messages a second, from fetching the first package to the last receipt. */
function rateOf({ imported, readingSeconds, deliveringSeconds }: MeasuredImport): number {
  return imported / (readingSeconds + deliveringSeconds);
}

/** @returns its own seconds, where not all of the time counts */
type Peer = (
  target: BenchTarget,
  mailboxes: readonly MailboxMessages[],
) => Promise<number | undefined>;

async function byPeer(mailboxes: readonly MailboxMessages[], deliver: Peer): Promise<number> {
  const server = await startDovecot({ isDurable: true });
  try {
    return await rateOfPeer(mailboxes, (messages) => deliver(server, messages));
  } finally {
    await server.stop();
  }
}

async function rateOfPeer(
  mailboxes: readonly MailboxMessages[],
  deliver: (mailboxes: readonly MailboxMessages[]) => Promise<number | undefined>,
): Promise<number> {
  const count = mailboxes.reduce((sum, { messages }) => sum + messages.length, 0);
  const started = performance.now();
  const measured = await deliver(mailboxes);
  return count / (measured ?? (performance.now() - started) / 1_000);
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

if (import.meta.main) {
  const [rounds = '3', where] = process.argv.slice(2);
  if (where === undefined || where === 'near') console.table(await benchPipeline(Number(rounds)));
  if (where === undefined || where === 'far') console.table(await benchFarPipeline());
  if (where === undefined || where === 'graph') console.table(await benchGraphPipeline());
}
