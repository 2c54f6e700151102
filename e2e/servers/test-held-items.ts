import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import type { Mailbox } from '#lib/domain/matching/mailbox-index.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import {
  heldItemFilterSchema,
  type HeldItemFilter,
} from '#lib/domain/held-items/held-item-search.ts';
import {
  replayHeldItems,
  type StartedReplays,
} from '#lib/operations/held-items/replay-held-items.ts';
import { buildEml, type EmlMessage } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

export const actor = { id: 'u1', email: 'grace@fjord.example' };
export const maja = {
  name: 'Maja Lie',
  mobileNumber: '4791234567',
  emailAddress: 'maja@fjord.example',
};
export const jonas = {
  name: 'Jonas Berg',
  mobileNumber: '46701234567',
  emailAddress: 'jonas@fjord.example',
};
/** Without a mailbox until somebody maps them. */
export const kim = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: null };
export const lars = { name: 'Lars Dam', mobileNumber: '4520654321', emailAddress: null };

/** From Kim to Kim, unless said otherwise: for nobody who is mapped. */
export function messageOf(id: string, fields: Partial<EmlMessage> = {}): EmlMessage {
  return {
    messageId: `${id}@telemessage.example`,
    date: new Date('2026-11-20T09:30:00Z'),
    from: kim,
    to: [kim],
    subject: 'Telegram message',
    text: `text of ${id}`,
    ...fields,
  };
}

const noFilter: HeldItemFilter = { reason: '', connector: '', person: '', age: '', text: '' };

type MappingEntry = { readonly mobileNumber: string; readonly mailbox: string };

export type TestHeldItems = TestImport & {
  /** The run that brings the messages; queued, not done. */
  readonly runId: string;
  /** Uploads a mapping file. */
  readonly map: (rows: readonly MappingEntry[]) => Promise<void>;
  readonly replayAll: (filter?: Partial<HeldItemFilter>) => Promise<StartedReplays>;
  readonly readRun: (
    runId: string | undefined,
  ) => ReturnType<TestImport['db']['run']['findUnique']>;
  /** Gives a mailbox another name; the one it had stays an alias. */
  readonly rename: (from: string, to: string) => void;
  readonly countFiled: (mailbox: string, runIds: readonly string[]) => Promise<number>;
  readonly listItemIds: () => Promise<readonly string[]>;
  readonly countHeldNow: () => Promise<number>;
  readonly countStaged: () => Promise<number>;
};

/** An import of some messages, most of which will be held, and what may be done with them. */
export async function createTestHeldItems(
  messages: readonly EmlMessage[],
  wrap: (inner: Destination) => Destination = (inner) => inner,
): Promise<TestHeldItems> {
  const inner = openMemoryDestination();
  const mailboxes: Mailbox[] = [maja, jonas].map(({ emailAddress }) => ({
    address: emailAddress,
    aliases: [],
  }));
  const created = await createTestImport({ destination: wrap(inner), mailboxes });
  const { db, connectorId, services } = created;
  const zippedAt = new Date('2026-11-21T05:00:00Z');
  const name = packageName({ day: '2026-11-20', part: 1, zippedAt });
  const items = messages.map((eml, index) => ({ entryName: `${index}.eml`, eml: buildEml(eml) }));
  created.packages.set(name, await buildPackage({ name, items }));

  return {
    ...created,
    runId: await created.startRun(),
    map: (rows) => insertMapping(created, rows),
    rename(from, to) {
      const index = mailboxes.findIndex(({ address }) => address === from);
      mailboxes[index] = { address: to, aliases: [from] };
    },
    replayAll: (filter = {}) => {
      const all = heldItemFilterSchema.parse({ ...noFilter, ...filter });
      return replayHeldItems(services, { selection: { filter: all }, actor });
    },
    readRun: (runId) => db.run.findUnique({ where: { id: runId ?? '' } }),
    async countFiled(mailbox, runIds) {
      const at = await inner.ensureFolder(mailbox, 'Telegram Archiver');
      const filed = runIds.map((runId) => Array.fromAsync(inner.listDelivered(at, runId)));
      return (await Promise.all(filed)).flat().length;
    },
    async listItemIds() {
      const rows = await db.item.findMany({
        where: { connectorId },
        orderBy: { entryName: 'asc' },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    countHeldNow: () => db.delivery.count({ where: { state: 'held', resolvedAt: null } }),
    async countStaged() {
      const objects = path.join(created.stagingDirectory, 'objects');
      const entries = await readdir(objects, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    },
  };
}

/** A new version of the connector's mapping file. */
export async function insertMapping(
  { db, connectorId }: TestImport,
  rows: readonly MappingEntry[],
): Promise<void> {
  const earlier = await db.mappingVersion.count({ where: { connectorId } });
  await db.mappingVersion.create({
    data: {
      connectorId,
      number: earlier + 1,
      fileName: 'mapping.csv',
      sha256: '',
      rowCount: rows.length,
      author: 'test',
      pages: { create: mappingPagesOf(rows.map((row, index) => ({ line: index + 2, ...row }))) },
    },
    select: { id: true },
  });
}
