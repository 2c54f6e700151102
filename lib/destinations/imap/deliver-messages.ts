import type { DeliveryOutcome } from '#lib/destinations/port.ts';
import { appendMessages, type AppendResult } from '#lib/destinations/imap/append-messages.ts';
import { imapError } from '#lib/destinations/imap/errors.ts';
import type { FiledMessage } from '#lib/destinations/imap/filed-message.ts';
import { findMessages } from '#lib/destinations/imap/find-messages.ts';
import type { Session } from '#lib/destinations/imap/session.ts';
import { PortError } from '#lib/domain/errors.ts';

const TOO_LARGE: AppendResult = { state: 'refused', error: imapError('message-too-large') };

/**
 * Files the messages and says what became of each.
 * @throws {PortError} when none was filed and that is no message's fault.
 */
export async function deliverMessages(
  session: Session,
  folderPath: string,
  messages: readonly FiledMessage[],
): Promise<readonly DeliveryOutcome[]> {
  const fitting = messages.filter(({ sizeBytes }) => sizeBytes <= session.appendLimitBytes);
  const appended = await appendMessages(session, folderPath, fitting);
  throwWhenNothingWasSent(appended);

  const nameless = fitting.filter((_, index) => isFiledWithoutId(appended[index]));
  const remoteIds = await lookUpRemoteIds(session, folderPath, nameless);
  const results = new Map(fitting.map((message, index) => [message, appended[index]]));
  return messages.map((message) =>
    outcomeOf(message, results.get(message) ?? TOO_LARGE, remoteIds.get(message.deliveryKey)),
  );
}

function throwWhenNothingWasSent(results: readonly AppendResult[]): void {
  const errors = results.flatMap((result) => (result.state === 'refused' ? [result.error] : []));
  if (errors.length < results.length || errors.some(({ isInDoubt }) => isInDoubt)) return;
  const reason = errors.find(({ disposition }) => disposition !== 'reject-item');
  if (reason !== undefined) throw reason;
}

function outcomeOf(
  { deliveryKey, sha256 }: FiledMessage,
  result: AppendResult,
  lookedUpId: string | undefined,
): DeliveryOutcome {
  if (result.state === 'filed') {
    const remoteId = result.remoteId ?? lookedUpId;
    if (remoteId === undefined) return { deliveryKey, state: 'in-doubt' };
    return { deliveryKey, state: 'delivered', message: { deliveryKey, remoteId, sha256 } };
  }
  const { code, disposition, isInDoubt } = result.error;
  // Refused for now while others of the batch were filed: the ledger asks for it again.
  if (isInDoubt || disposition !== 'reject-item') return { deliveryKey, state: 'in-doubt' };
  return { deliveryKey, state: 'refused', code };
}

function isFiledWithoutId(result: AppendResult | undefined): boolean {
  return result?.state === 'filed' && result.remoteId === undefined;
}

/** For servers that do not give the id with their OK. Empty when the connection ends over it. */
async function lookUpRemoteIds(
  session: Session,
  folderPath: string,
  messages: readonly FiledMessage[],
): Promise<ReadonlyMap<string, string>> {
  if (messages.length === 0) return new Map();
  const deliveryKeys = messages.map(({ deliveryKey }) => deliveryKey);
  try {
    const found = await findMessages(session, folderPath, deliveryKeys);
    return new Map([...found].map(([deliveryKey, { remoteId }]) => [deliveryKey, remoteId]));
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    return new Map();
  }
}
