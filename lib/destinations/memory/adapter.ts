import { createHash, randomUUID } from 'node:crypto';
import type { DeliveredMessage, Destination } from '#lib/destinations/port.ts';

type FiledMessage = { readonly runId: string; readonly message: DeliveredMessage };

/** Keeps what is filed until the process ends. Every mailbox exists. */
export function openMemoryDestination(): Destination {
  const filedByFolder = new Map<string, FiledMessage[]>();
  const filedIn = (folderId: string) => filedByFolder.get(folderId) ?? [];

  return {
    messagesPerBatch: 50,

    ensureFolder(mailbox, name) {
      const id = `${mailbox}/${name}`;
      filedByFolder.set(id, filedIn(id));
      return Promise.resolve({ mailbox, id });
    },

    deliver(folder, messages) {
      const filed = filedIn(folder.id);
      const outcomes = messages.map(({ deliveryKey, runId, mime }) => {
        const sha256 = createHash('sha256').update(mime).digest('hex');
        const message = { deliveryKey, remoteId: randomUUID(), sha256 };
        filed.push({ runId, message });
        return { deliveryKey, state: 'delivered' as const, message };
      });
      return Promise.resolve(outcomes);
    },

    findDelivered(folder, deliveryKeys) {
      const wanted = new Set(deliveryKeys);
      const found = filedIn(folder.id)
        .map(({ message }) => message)
        .filter(({ deliveryKey }) => wanted.has(deliveryKey));
      return Promise.resolve(new Map(found.map((message) => [message.deliveryKey, message])));
    },

    async *listDelivered(folder, runId) {
      for (const filed of filedIn(folder.id)) {
        if (filed.runId === runId) yield await Promise.resolve(filed.message);
      }
    },

    close: () => Promise.resolve(),
  };
}
