import PQueue from 'p-queue';
import { BENCH_FOLDER } from '#e2e/bench/deliver-by-peers.ts';
import type { MailboxMessages } from '#e2e/bench/sample-messages.ts';
import type { DeliveredMessage, Destination } from '#lib/destinations/port.ts';
import { compareMailbox } from '#lib/domain/runs/compare-mailbox.ts';

/** What a piece of work takes, and of this process's CPU. */
export async function timed<Result>(work: () => Promise<Result>) {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, seconds, cpuMicroseconds: user + system };
}

export type Receipts = ReadonlyMap<string, readonly DeliveredMessage[]>;

/** Delivers to the mailboxes through the port. @returns what was delivered, by mailbox */
export async function deliverAll(
  destination: Destination,
  mailboxes: readonly MailboxMessages[],
  mailboxesAtATime: number,
): Promise<Receipts> {
  const queue = new PQueue({ concurrency: mailboxesAtATime });
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
export async function readBackAll(
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
