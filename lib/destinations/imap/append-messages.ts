import { quotedFolderPath } from '#lib/destinations/imap/command-arguments.ts';
import type { CommandPart } from '#lib/destinations/imap/command-writer.ts';
import type { FiledMessage } from '#lib/destinations/imap/filed-message.ts';
import { internalDate } from '#lib/destinations/imap/internal-date.ts';
import type { Session } from '#lib/destinations/imap/session.ts';
import { PortError } from '#lib/domain/errors.ts';

/** What became of one message. */
export type AppendResult =
  /** `remoteId` is undefined when the server does not say which id it gave (no UIDPLUS). */
  | { readonly state: 'filed'; readonly remoteId: string | undefined }
  | { readonly state: 'refused'; readonly error: PortError };

/** From 50 on a larger batch is no faster (PEERS 2.1), and a refused one is sent again singly. */
const MESSAGES_PER_COMMAND = 100;
const BYTES_PER_COMMAND = 16 * 1024 * 1024;

/**
 * Files the messages, one result each in their order. All commands are under way at once. Where the
 * server has MULTIAPPEND a command carries many messages, which are filed all or none (RFC 3502); when
 * it refuses such a batch for what may be one message's fault, they are sent one by one.
 */
export async function appendMessages(
  session: Session,
  folderPath: string,
  messages: readonly FiledMessage[],
): Promise<readonly AppendResult[]> {
  const batches = session.capabilities.has('MULTIAPPEND')
    ? inBatches(messages)
    : messages.map((message) => [message]);
  const results = await Promise.all(batches.map((batch) => append(session, folderPath, batch)));
  return results.flat();
}

async function append(
  session: Session,
  folderPath: string,
  batch: readonly FiledMessage[],
): Promise<readonly AppendResult[]> {
  try {
    const text = await session.run({ about: 'append', parts: appendCommand(folderPath, batch) });
    const remoteIds = readAppendUids(text, batch.length);
    return batch.map((_, index) => ({ state: 'filed', remoteId: remoteIds[index] }));
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const mayBeOneMessage = error.disposition === 'reject-item' && !error.isInDoubt;
    if (batch.length === 1 || !mayBeOneMessage) {
      return batch.map(() => ({ state: 'refused', error }));
    }
    const singly = batch.map((message) => append(session, folderPath, [message]));
    return (await Promise.all(singly)).flat();
  }
}

/** Marked read and nothing else: never a draft (DESIGN 3.6). */
function appendCommand(folderPath: string, batch: readonly FiledMessage[]): CommandPart[] {
  return [
    `APPEND ${quotedFolderPath(folderPath)}`,
    ...batch.flatMap(({ eventAt, pieces }): CommandPart[] => [
      ` (\\Seen) ${internalDate(eventAt)} `,
      { literal: pieces },
    ]),
  ];
}

function inBatches(messages: readonly FiledMessage[]): FiledMessage[][] {
  const batches: FiledMessage[][] = [];
  let batchBytes = 0;
  for (const message of messages) {
    const batch = batches.at(-1);
    const hasRoom =
      batch !== undefined &&
      batch.length < MESSAGES_PER_COMMAND &&
      batchBytes + message.sizeBytes <= BYTES_PER_COMMAND;
    if (hasRoom) batch.push(message);
    else {
      batches.push([message]);
      batchBytes = 0;
    }
    batchBytes += message.sizeBytes;
  }
  return batches;
}

/** `[APPENDUID 1795244193 7:9]` (RFC 4315): the folder's UIDVALIDITY and the messages' UIDs in order. */
function readAppendUids(text: string, count: number): readonly string[] {
  const [, validity, set] = /\[APPENDUID (\d+) ([\d:,]+)\]/i.exec(text) ?? [];
  if (validity === undefined || set === undefined) return [];
  const uids: number[] = [];
  for (const range of set.split(',')) {
    const [first = 0, last = first] = range.split(':').map(Number);
    for (let uid = first; uid <= last && uids.length <= count; uid += 1) uids.push(uid);
  }
  return uids.length === count ? uids.map((uid) => `${validity}:${uid}`) : [];
}
