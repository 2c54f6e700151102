import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  extendedPropertySchema,
  openNamedProperties,
} from '#lib/sandbox/mailboxes/extended-properties.ts';
import { toSqlCondition, type MessageFilter } from '#lib/sandbox/mailboxes/message-filter.ts';

const recipientSchema = z.object({
  emailAddress: z.object({ name: z.string().optional(), address: z.string().optional() }),
});
export type Recipient = z.infer<typeof recipientSchema>;

/** What a message says, as Graph shows it. */
export const messageContentSchema = z.object({
  body: z.object({ contentType: z.enum(['text', 'html']), content: z.string() }),
  from: recipientSchema.nullable(),
  sender: recipientSchema.nullable(),
  toRecipients: z.array(recipientSchema),
  ccRecipients: z.array(recipientSchema),
  bccRecipients: z.array(recipientSchema),
  replyTo: z.array(recipientSchema),
  importance: z.enum(['low', 'normal', 'high']),
  categories: z.array(z.string()),
});
export type MessageContent = z.infer<typeof messageContentSchema>;

const propertiesSchema = z.array(extendedPropertySchema);

const messageSchema = z.object({
  id: z.number(),
  mailbox: z.string(),
  folderId: z.number(),
  internetMessageId: z.string(),
  subject: z.string(),
  isDraft: z.number().transform(Boolean),
  isRead: z.number().transform(Boolean),
  /** ISO 8601 in UTC, whole seconds, as all times here. */
  receivedAt: z.string(),
  sentAt: z.string(),
  createdAt: z.string(),
  modifiedAt: z.string(),
  /** Counts up with every change. */
  version: z.number(),
  hasAttachments: z.number().transform(Boolean),
  content: z.string().transform((json) => messageContentSchema.parse(JSON.parse(json))),
  properties: z.string().transform((json) => propertiesSchema.parse(JSON.parse(json))),
});
export type StoredMessage = z.infer<typeof messageSchema>;

export type NewMessage = Omit<StoredMessage, 'id' | 'version' | 'hasAttachments'>;
export type MessageChange = Partial<
  Pick<
    StoredMessage,
    'internetMessageId' | 'subject' | 'isRead' | 'content' | 'folderId' | 'properties'
  >
>;
export type MessageList = {
  readonly mailbox: string;
  /** All folders when left out. */
  readonly folderId?: number;
  readonly filter?: MessageFilter | undefined;
  readonly oldestFirst?: boolean;
  readonly skip: number;
  readonly top: number;
};

const COLUMNS = `message.id, mailbox, folder_id AS folderId, subject, is_draft AS isDraft,
  internet_message_id AS internetMessageId, is_read AS isRead, received_at AS receivedAt,
  sent_at AS sentAt, created_at AS createdAt, modified_at AS modifiedAt, version, content, properties,
  EXISTS (SELECT 1 FROM attachment WHERE message_id = message.id AND NOT is_inline) AS hasAttachments`;

export type Messages = ReturnType<typeof openMessages>;

export function openMessages(database: DatabaseSync) {
  const named = openNamedProperties(database);
  const select = database.prepare(`SELECT ${COLUMNS} FROM message WHERE mailbox = ? AND id = ?`);
  const insert = database.prepare(
    `INSERT INTO message (mailbox, folder_id, internet_message_id, subject, is_draft, is_read,
       received_at, sent_at, created_at, modified_at, version, content, properties)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
  );
  const update = database.prepare(
    `UPDATE message SET folder_id = ?, internet_message_id = ?, subject = ?, is_read = ?,
       content = ?, properties = ?, modified_at = ?, version = version + 1 WHERE id = ?`,
  );
  const remove = database.prepare('DELETE FROM message WHERE id = ?');

  return {
    find(mailbox: string, id: number): StoredMessage | undefined {
      return messageSchema.optional().parse(select.get(mailbox, id));
    },
    create(message: NewMessage): StoredMessage {
      const { lastInsertRowid } = insert.run(
        message.mailbox,
        message.folderId,
        message.internetMessageId,
        message.subject,
        message.isDraft ? 1 : 0,
        message.isRead ? 1 : 0,
        message.receivedAt,
        message.sentAt,
        message.createdAt,
        message.modifiedAt,
        JSON.stringify(message.content),
        JSON.stringify(message.properties),
      );
      const id = Number(lastInsertRowid);
      named.add(id, message.properties);
      return { ...message, id, version: 1, hasAttachments: false };
    },
    update(message: StoredMessage, change: MessageChange, modifiedAt: string): void {
      const changed = { ...message, ...change };
      update.run(
        changed.folderId,
        changed.internetMessageId,
        changed.subject,
        changed.isRead ? 1 : 0,
        JSON.stringify(changed.content),
        JSON.stringify(changed.properties),
        modifiedAt,
        message.id,
      );
      if (change.properties === undefined) return;
      named.remove(message.id, message.properties);
      named.add(message.id, change.properties);
    },
    delete({ id, properties }: StoredMessage): void {
      named.remove(id, properties);
      remove.run(id);
    },
    list({ mailbox, folderId, filter, oldestFirst, skip, top }: MessageList) {
      const inFolder = folderId === undefined ? '' : 'AND folder_id = ?';
      const condition = filter === undefined ? undefined : toSqlCondition(filter);
      const direction = oldestFirst === true ? 'ASC' : 'DESC';
      const rows = database
        .prepare(
          `SELECT ${COLUMNS} FROM message
           WHERE mailbox = ? ${inFolder} ${condition === undefined ? '' : `AND ${condition.sql}`}
           ORDER BY received_at ${direction}, id ${direction} LIMIT ? OFFSET ?`,
        )
        .all(
          mailbox,
          ...(folderId === undefined ? [] : [folderId]),
          ...(condition?.parameters ?? []),
          top,
          skip,
        );
      return z.array(messageSchema).parse(rows);
    },
  };
}
