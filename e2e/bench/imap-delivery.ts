import { deliverAll, readBackAll, timed } from '#e2e/bench/drive-destination.ts';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { type MailboxMessages, sampleMessages } from '#e2e/bench/sample-messages.ts';
import { openDovecotDestination } from '#e2e/servers/dovecot-destination.ts';
import { startDovecot } from '#e2e/servers/dovecot.ts';
import type { Destination } from '#lib/destinations/port.ts';

const CONNECTIONS = 16;
const SIZE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };

/**
 * The IMAP destination alone, without ledger and packages, into a Dovecot on its default fsync; and
 * reading back and comparing what it delivered.
 */
export async function benchImapDelivery(rounds = 3): Promise<Figure[]> {
  const server = await startDovecot({ isDurable: true });
  const destination = openDovecotDestination({ ...server, connections: CONNECTIONS });
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      results.push(await measure(destination, sampleMessages(`imap-${round}`, SIZE)));
      console.log(`IMAP destination, round ${round}:`, results.at(-1));
    }
  } finally {
    await destination.close();
    await server.stop();
  }
  const of = (figure: (result: (typeof results)[number]) => number) => median(results.map(figure));
  const count = (SIZE.mailboxes * SIZE.messagesPerMailbox).toLocaleString('en');
  return [
    { name: 'IMAP destination alone', value: of((it) => it.perSecond), unit: 'messages/s' },
    {
      name: 'IMAP destination alone, our CPU',
      value: of((it) => it.cpuMicroseconds),
      unit: 'µs/message',
    },
    {
      name: `${count} messages read back and compared`,
      value: of((it) => it.readBackSeconds),
      unit: 's',
      target: '< 2 s',
    },
  ];
}

async function measure(destination: Destination, mailboxes: readonly MailboxMessages[]) {
  const count = mailboxes.reduce((sum, { messages }) => sum + messages.length, 0);
  const delivery = await timed(() => deliverAll(destination, mailboxes, CONNECTIONS));
  const readBack = await timed(() => readBackAll(destination, mailboxes, delivery.result));
  return {
    perSecond: count / delivery.seconds,
    cpuMicroseconds: delivery.cpuMicroseconds / count,
    readBackSeconds: readBack.seconds,
  };
}

if (import.meta.main) console.table(await benchImapDelivery(Number(process.argv[2] ?? 3)));
