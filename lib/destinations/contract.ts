import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Destination, OutgoingMessage } from '#lib/destinations/port.ts';

export type DestinationUnderTest = {
  readonly destination: Destination;
  /** Two mailboxes that exist. */
  readonly mailboxes: readonly [string, string];
  /** Of what the hashes are, when it is not the original: the bytes in the mailbox. */
  readonly sha256Of?: (message: OutgoingMessage) => string;
  close(): Promise<void>;
};

/** A message of a run, with a text of its own. */
export function createMessage(changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  const deliveryKey = changes.deliveryKey ?? randomUUID();
  const mime = [
    `Message-ID: <${deliveryKey}@telemessage.example>`,
    'Date: Tue, 03 Nov 2026 15:05:00 +0000',
    'From: "Jonas Berg 46701740610" <jonas.berg@fjord.example>',
    'To: "Ida Holm 46701740611" <ida.holm@fjord.example>',
    'Subject: Telegram',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Text of ${deliveryKey}`,
  ].join('\r\n');
  return {
    deliveryKey,
    runId: 'run-1',
    eventAt: new Date('2026-11-03T15:05:00Z'),
    mime: Buffer.from(mime),
    headers: new Map([['X-Custody-Kind', 'telegram']]),
    ...changes,
  };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What every kind of destination must do. */
export function describeDestinationContract(
  kind: string,
  setUp: () => Promise<DestinationUnderTest>,
): void {
  describe(`the ${kind} destination keeps the contract`, () => {
    let test: DestinationUnderTest;
    beforeAll(async () => {
      test = await setUp();
    });
    afterAll(() => test.close());

    const openFolder = (name: string) => test.destination.ensureFolder(test.mailboxes[0], name);
    const expectedSha256 = (message: OutgoingMessage) =>
      test.sha256Of?.(message) ?? sha256Of(message.mime);
    const keysOf = (messages: Iterable<{ deliveryKey: string }>) =>
      [...messages].map(({ deliveryKey }) => deliveryKey).sort();

    it('gives two callers at once the same folder, and the same again later', async () => {
      const folders = await Promise.all([1, 2, 3].map(() => openFolder("Bell's Archiver")));
      const later = await openFolder("Bell's Archiver");
      expect(new Set([...folders, later].map(({ id }) => id)).size).toBe(1);
      expect(later.mailbox).toBe(test.mailboxes[0]);
      expect((await openFolder('Other Archiver')).id).not.toBe(later.id);
    });

    it('files messages and tells of each in their order', async () => {
      const folder = await openFolder('Filed');
      const messages = Array.from({ length: 45 }, () => createMessage());
      const outcomes = await test.destination.deliver(folder, messages);

      expect(outcomes.map(({ deliveryKey }) => deliveryKey)).toEqual(
        messages.map(({ deliveryKey }) => deliveryKey),
      );
      const filed = outcomes.flatMap((outcome) =>
        outcome.state === 'delivered' ? [outcome.message] : [],
      );
      expect(filed.map(({ sha256 }) => sha256)).toEqual(messages.map(expectedSha256));
      expect(new Set(filed.map(({ remoteId }) => remoteId)).size).toBe(45);
    });

    it('finds what was filed by its key, and nothing else', async () => {
      const folder = await openFolder('Found');
      const [first, second] = [createMessage(), createMessage({ deliveryKey: "it's 100 % + #1" })];
      const outcomes = await test.destination.deliver(folder, [first, second]);
      const keys = [first.deliveryKey, second.deliveryKey, 'never sent'];

      const found = await test.destination.findDelivered(folder, keys);

      expect([...found.values()]).toEqual(
        outcomes.flatMap((outcome) => (outcome.state === 'delivered' ? [outcome.message] : [])),
      );
    });

    it('lists what one run filed, twice what is there twice', async () => {
      const folder = await openFolder('Listed');
      const mine = Array.from({ length: 120 }, () => createMessage());
      const [twice] = mine;
      if (twice === undefined) return;
      await test.destination.deliver(folder, mine);
      await test.destination.deliver(folder, [twice]);
      await test.destination.deliver(folder, [createMessage({ runId: 'run-2' })]);

      const listed = await Array.fromAsync(test.destination.listDelivered(folder, 'run-1'));

      expect(keysOf(listed)).toEqual(keysOf([...mine, twice]));
      expect(new Set(listed.map(({ remoteId }) => remoteId)).size).toBe(121);
    });

    it('lists nothing of a folder that is not there', async () => {
      const elsewhere = await test.destination.ensureFolder(test.mailboxes[1], 'Not here');
      const gone = { mailbox: test.mailboxes[0], id: elsewhere.id };

      expect(await Array.fromAsync(test.destination.listDelivered(gone, 'run-1'))).toEqual([]);
    });

    it('keeps mailboxes and folders apart', async () => {
      const folder = await openFolder('Apart');
      const elsewhere = await test.destination.ensureFolder(test.mailboxes[1], 'Apart');
      const message = createMessage();
      await test.destination.deliver(folder, [message]);
      for (const other of [elsewhere, await openFolder('Apart 2')]) {
        expect((await test.destination.findDelivered(other, [message.deliveryKey])).size).toBe(0);
      }
    });

    it('files a message with large attachments', async () => {
      const folder = await openFolder('Large');
      const attachment = Buffer.alloc(4_000_000, 'a large attachment, ').toString('base64');
      const mime = Buffer.from(
        [
          'Subject: Large',
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b\r\nContent-Type: text/plain\r\n\r\nSee attachment',
          '--b\r\nContent-Type: image/png; name=photo.png\r\nContent-Transfer-Encoding: base64\r\n',
          `${attachment}\r\n--b--\r\n`,
        ].join('\r\n'),
      );
      const large = createMessage({ mime });
      const messages = [createMessage(), large, createMessage()];

      const outcomes = await test.destination.deliver(folder, messages);

      expect(outcomes.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
      const listed = await Array.fromAsync(test.destination.listDelivered(folder, 'run-1'));
      expect(listed.map(({ sha256 }) => sha256)).toContain(expectedSha256(large));
    });

    it('does nothing for no messages', async () => {
      const folder = await openFolder('Nothing');
      expect(await test.destination.deliver(folder, [])).toEqual([]);
      expect((await test.destination.findDelivered(folder, [])).size).toBe(0);
    });
  });
}
