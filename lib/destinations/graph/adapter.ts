import {
  filedMessageSchema,
  type FiledMessage,
  queryByProperty,
} from '#lib/destinations/graph/custody-properties.ts';
import { ensureFolder } from '#lib/destinations/graph/ensure-folder.ts';
import { deleteMessage, fileLargeMessage } from '#lib/destinations/graph/file-large-message.ts';
import { createMailboxAccess, type ListWitnesses } from '#lib/destinations/graph/mailbox-access.ts';
import {
  fileBatch,
  messagesUrl,
  toBatches,
  toSmallMessage,
} from '#lib/destinations/graph/file-small-messages.ts';
import { type GraphMessage, toGraphMessage } from '#lib/destinations/graph/message-json.ts';
import type {
  DeliveredMessage,
  DeliveryOutcome,
  Destination,
  Folder,
  OutgoingMessage,
} from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import {
  createGraphClient,
  type GraphClient,
  type GraphClientOptions,
} from '#lib/microsoft-graph/graph-client.ts';
import { listPages } from '#lib/microsoft-graph/list-pages.ts';

/** Of at most a thousand; every page is a request that counts. */
const MESSAGES_PER_PAGE = 500;
/** As many requests as one batch takes (FACTS 4.4). */
const MESSAGES_PER_BATCH = 20;

export type GraphDestinationOptions = GraphClientOptions & {
  /** Mailboxes that the application should get into, besides those that it has been in; best first. */
  readonly listWitnesses?: ListWitnesses;
};

const noWitnesses = () => Promise.resolve([]);

/** Mailboxes of Exchange Online (permission `Mail.ReadWrite`). */
export function openGraphDestination(options: GraphDestinationOptions): Destination {
  const client = createGraphClient(options);
  const access = createMailboxAccess(client, options.listWitnesses ?? noWitnesses);
  return {
    messagesPerBatch: MESSAGES_PER_BATCH,
    ensureFolder: (mailbox, name) =>
      access.within(mailbox, () => ensureFolder(client, mailbox, name)),
    deliver: (folder, messages) =>
      access.within(folder.mailbox, () => deliver(client, folder, messages)),
    findDelivered: (folder, deliveryKeys) =>
      access.within(folder.mailbox, () => findDelivered(client, folder, deliveryKeys)),

    async *listDelivered(folder, runId) {
      try {
        const filed = listFiled(client, folder, { runId })[Symbol.asyncIterator]();
        for (;;) {
          const next = await access.within(folder.mailbox, () => filed.next());
          if (next.done === true) return;
          const { isComplete, ...message } = next.value;
          if (isComplete) yield message;
        }
      } catch (error) {
        // The folder has been deleted, which is what a read-back is to find.
        if (!(error instanceof PortError) || error.code !== 'graph-not-found') throw error;
      }
    },

    close: () => Promise.resolve(),
  };
}

async function deliver(
  client: GraphClient,
  folder: Folder,
  messages: readonly OutgoingMessage[],
): Promise<readonly DeliveryOutcome[]> {
  const outcomes = new Map<string, DeliveryOutcome>();
  const report = (outcome: DeliveryOutcome) => outcomes.set(outcome.deliveryKey, outcome);
  try {
    const prepared = await prepare(folder, messages);
    for (const batch of toBatches(prepared.small)) {
      await fileBatch(client, { folder, batch }, report);
    }
    for (const message of prepared.large) report(await fileLargeMessage(client, folder, message));
  } catch (error) {
    if (!(error instanceof PortError) || outcomes.size === 0) throw error;
    // The rest was not sent; asking for it, which is what a doubt leads to, shows that in a moment.
  }
  return messages.map(
    ({ deliveryKey }) => outcomes.get(deliveryKey) ?? { deliveryKey, state: 'in-doubt' },
  );
}

async function prepare(folder: Folder, messages: readonly OutgoingMessage[]) {
  const large: GraphMessage[] = [];
  const small = [];
  for (const outgoing of messages) {
    const message = await toGraphMessage(outgoing);
    const smallMessage = toSmallMessage(folder, message);
    if (smallMessage === undefined) large.push(message);
    else small.push(smallMessage);
  }
  return { small, large };
}

async function findDelivered(
  client: GraphClient,
  folder: Folder,
  deliveryKeys: readonly string[],
): Promise<ReadonlyMap<string, DeliveredMessage>> {
  const filed = await Promise.all(
    deliveryKeys.map((deliveryKey) => Array.fromAsync(listFiled(client, folder, { deliveryKey }))),
  );
  const found = new Map<string, DeliveredMessage>();
  for (const { isComplete, ...message } of filed.flat()) {
    if (isComplete) found.set(message.deliveryKey, message);
    else await deleteMessage(client, folder.mailbox, message.remoteId);
  }
  return found;
}

/** The messages of a folder that have the one property given. */
function listFiled(
  client: GraphClient,
  folder: Folder,
  property: { readonly runId: string } | { readonly deliveryKey: string },
): AsyncIterable<FiledMessage> {
  const query =
    'runId' in property
      ? queryByProperty('runId', property.runId)
      : queryByProperty('deliveryKey', property.deliveryKey);
  const url = `${messagesUrl(folder)}?${query}&$top=${MESSAGES_PER_PAGE}`;
  return listPages(client, { url, mailbox: folder.mailbox }, filedMessageSchema);
}
