import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** Every mailbox has these from the beginning. */
const WELL_KNOWN_FOLDERS: Readonly<Record<string, string>> = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'Sent Items',
  deleteditems: 'Deleted Items',
  archive: 'Archive',
  junkemail: 'Junk Email',
};

const folderSchema = z.object({
  id: z.number(),
  mailbox: z.string(),
  displayName: z.string(),
  wellKnownName: z.string().nullable(),
  isHidden: z.number().transform(Boolean),
});
export type StoredFolder = z.infer<typeof folderSchema>;

const itemCountsSchema = z.object({ total: z.number(), unread: z.number() });
export type ItemCounts = z.infer<typeof itemCountsSchema>;

const COLUMNS = `id, mailbox, display_name AS displayName, well_known_name AS wellKnownName,
  is_hidden AS isHidden`;

const archivedSchema = z.array(z.object({ mailbox: z.string(), total: z.number() }));

export type Folders = ReturnType<typeof openFolders>;

/** Folders of the mailboxes; a mailbox is named by its person's object id. */
export function openFolders(database: DatabaseSync) {
  const selectAll = database.prepare(
    `SELECT ${COLUMNS} FROM folder WHERE mailbox = ? ORDER BY well_known_name IS NULL, id`,
  );
  const selectById = database.prepare(`SELECT ${COLUMNS} FROM folder WHERE mailbox = ? AND id = ?`);
  const selectByName = database.prepare(
    `SELECT ${COLUMNS} FROM folder WHERE mailbox = ? AND display_name = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO folder (mailbox, display_name, well_known_name, is_hidden) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const count = database.prepare(
    `SELECT count(*) AS total, count(*) FILTER (WHERE NOT is_read) AS unread
     FROM message WHERE folder_id = ?`,
  );
  const countArchived = database.prepare(
    `SELECT folder.mailbox, count(*) AS total FROM message
     JOIN folder ON folder.id = message.folder_id
     WHERE folder.well_known_name IS NULL GROUP BY folder.mailbox`,
  );
  const prepared = new Set<string>();
  /** By id: a folder never changes, nor is one deleted. */
  const found = new Map<number, StoredFolder>();

  function prepareMailbox(mailbox: string): void {
    if (prepared.has(mailbox)) return;
    for (const [wellKnownName, displayName] of Object.entries(WELL_KNOWN_FOLDERS)) {
      insert.run(mailbox, displayName, wellKnownName, 0);
    }
    prepared.add(mailbox);
  }

  function findByName(mailbox: string, displayName: string): StoredFolder | undefined {
    prepareMailbox(mailbox);
    return folderSchema.optional().parse(selectByName.get(mailbox, displayName));
  }

  return {
    list(mailbox: string): readonly StoredFolder[] {
      prepareMailbox(mailbox);
      return z.array(folderSchema).parse(selectAll.all(mailbox));
    },
    find(mailbox: string, id: number): StoredFolder | undefined {
      const folder = found.get(id) ?? folderSchema.optional().parse(selectById.get(mailbox, id));
      if (folder?.mailbox !== mailbox) return undefined;
      found.set(id, folder);
      return folder;
    },
    findByName,
    findWellKnown(mailbox: string, wellKnownName: string): StoredFolder | undefined {
      const displayName = WELL_KNOWN_FOLDERS[wellKnownName.toLowerCase()];
      return displayName === undefined ? undefined : findByName(mailbox, displayName);
    },
    countItems({ id }: StoredFolder): ItemCounts {
      return itemCountsSchema.parse(count.get(id));
    },
    /** How many messages each mailbox has in folders that somebody created; none where it has none. */
    countArchived(): ReadonlyMap<string, number> {
      const rows = archivedSchema.parse(countArchived.all());
      return new Map(rows.map(({ mailbox, total }) => [mailbox, total]));
    },
    /** Undefined when the mailbox has a folder of that name, in any case. */
    create(mailbox: string, displayName: string, isHidden: boolean): StoredFolder | undefined {
      prepareMailbox(mailbox);
      const { changes } = insert.run(mailbox, displayName, null, isHidden ? 1 : 0);
      return changes === 0 ? undefined : findByName(mailbox, displayName);
    },
  };
}
