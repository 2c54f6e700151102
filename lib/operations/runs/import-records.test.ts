import PostalMime from 'postal-mime';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import {
  buildPackage,
  packageName,
  type PackageItem,
} from '#lib/sandbox/packages/build-package.ts';
import { buildRecord, type NetworkMessage } from '#lib/sandbox/packages/build-record.ts';
import { getSampleArchive } from '#lib/sandbox/sample-accounts.ts';
import { recordItems } from '#lib/sandbox/sample-week/day-items.ts';
import { networkDay } from '#lib/sandbox/sample-week/network/network-day.ts';

const day = '2026-11-19';
const name = packageName({ day, part: 1, zippedAt: new Date('2026-11-20T05:00:00Z') });
const messages = networkDay(getSampleArchive('o2'), day, sampleOrganisation);
const mailboxes = sampleOrganisation.people
  .filter(({ hasMailbox }) => hasMailbox)
  .map(({ address, aliases }) => ({ address, aliases }));

describe('an import of message records', () => {
  let under: TestImport | undefined;
  afterEach(async () => {
    await under?.close();
    under = undefined;
  });

  /** @returns what was sent to each mailbox, and the run as it ended */
  async function importPackage(items: readonly PackageItem[]) {
    const sent = new Map<string, Buffer[]>();
    const inner = openMemoryDestination();
    const destination: Destination = {
      ...inner,
      deliver(folder, outgoing) {
        const before = sent.get(folder.mailbox) ?? [];
        sent.set(folder.mailbox, [...before, ...outgoing.map(({ mime }) => mime)]);
        return inner.deliver(folder, outgoing);
      },
    };
    const created = await createTestImport({ destination, mailboxes });
    under = created;
    const { db, packages, startRun, work, connectorId } = created;
    const folderName = 'O2 SMS and Voice Network Archiver';
    await db.connector.update({ where: { id: connectorId }, data: { kind: 'o2', folderName } });
    packages.set(name, await buildPackage({ name, items }));
    const runId = await startRun();
    await work();
    const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
    return { sent, run, db };
  }

  test('files every record as e-mail with everybody on it who has a mailbox', async () => {
    const items = recordItems(messages);
    const { sent, run } = await importPackage(items);

    expect(run).toMatchObject({ state: 'completed', findings: [], itemsAvailable: items.length });
    for (const [mailbox, mimes] of sent) {
      const emails = await Promise.all(mimes.map((mime) => PostalMime.parse(mime)));
      const originals = emails.map(({ attachments }) => originalOf(attachments));
      expect(originals.sort()).toEqual(expectedFor(mailbox).sort());
    }
    const everybody = new Set(messages.flatMap(ownersOf));
    expect(new Set(sent.keys())).toEqual(everybody);
  });

  test('files a call as a table with its recording', async () => {
    const call = messages.find((message) => message.call?.status === 'Answered');
    if (call === undefined) throw new Error('the day has no call');
    const { sent } = await importPackage(recordItems([call]));

    const [mimes = []] = sent.values();
    const email = await PostalMime.parse(mimes[0] ?? '');
    expect(email.subject).toBe(`Voice call from ${call.from.name} to ${call.to[0]?.name}`);
    expect(email.text).toMatch(/^Start: 2026-11-19 [\d:]{8} UTC\+00:00$/m);
    expect(email.text).toMatch(/^Outcome: Answered$/m);
    expect(Date.parse(email.date ?? '')).toBe(call.date.getTime());
    expect(email.attachments.map(({ mimeType }) => mimeType)).toEqual([
      'audio/wav',
      'application/json',
    ]);
  });

  test('holds a record that cannot be read, and files the others', async () => {
    const broken = { entryName: '000099_broken.json', eml: Buffer.from('{"messageId": 12,') };
    const [first] = recordItems(messages.filter((message) => ownersOf(message).length > 0));
    if (first === undefined) throw new Error('the day is empty');
    const { run, db } = await importPackage([first, broken]);

    expect(run).toMatchObject({ state: 'completed', itemsAvailable: 2, held: 1 });
    const item = await db.item.findFirstOrThrow({ where: { entryName: broken.entryName } });
    expect(item).toMatchObject({ state: 'held', holdReason: 'unreadable' });
  });
});

/** Mailboxes of those whom TeleMessage knows by an address of their mailbox. */
function ownersOf({ from, to }: NetworkMessage): readonly string[] {
  const owners = [from, ...to].flatMap(({ emailAddress }) => {
    const wanted = emailAddress ?? '';
    const owner = mailboxes.find(
      ({ address, aliases }) => address === wanted || aliases.includes(wanted),
    );
    return owner === undefined ? [] : [owner.address];
  });
  return [...new Set(owners)];
}

function expectedFor(mailbox: string): string[] {
  return messages
    .filter((message) => ownersOf(message).includes(mailbox))
    .map((message) => buildRecord(message).toString());
}

type Attachments = Awaited<ReturnType<typeof PostalMime.parse>>['attachments'];

function originalOf(attachments: Attachments): string {
  const content = attachments.find(({ filename }) => filename === 'original-record.json')?.content;
  return typeof content === 'object' ? Buffer.from(new Uint8Array(content)).toString() : '';
}
