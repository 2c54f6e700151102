import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const attachmentSchema = z.object({
  id: z.number(),
  messageId: z.number(),
  name: z.string(),
  contentType: z.string(),
  contentId: z.string().nullable(),
  isInline: z.number().transform(Boolean),
  sizeBytes: z.number(),
  modifiedAt: z.string(),
});
export type StoredAttachment = z.infer<typeof attachmentSchema>;
export type NewAttachment = Omit<StoredAttachment, 'id' | 'sizeBytes'> & {
  readonly content: Buffer;
};

const contentSchema = z.object({ content: z.instanceof(Uint8Array) });

const COLUMNS = `id, message_id AS messageId, name, content_type AS contentType,
  content_id AS contentId, is_inline AS isInline, size_bytes AS sizeBytes,
  modified_at AS modifiedAt`;

export type Attachments = ReturnType<typeof openAttachments>;

export function openAttachments(database: DatabaseSync) {
  const selectAll = database.prepare(
    `SELECT ${COLUMNS} FROM attachment WHERE message_id = ? ORDER BY id`,
  );
  const selectOne = database.prepare(
    `SELECT ${COLUMNS} FROM attachment WHERE message_id = ? AND id = ?`,
  );
  const selectContent = database.prepare('SELECT content FROM attachment WHERE id = ?');
  const insert = database.prepare(
    `INSERT INTO attachment
       (message_id, name, content_type, content_id, is_inline, size_bytes, modified_at, content)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM attachment WHERE id = ?');

  return {
    list(messageId: number): readonly StoredAttachment[] {
      return z.array(attachmentSchema).parse(selectAll.all(messageId));
    },
    find(messageId: number, id: number): StoredAttachment | undefined {
      return attachmentSchema.optional().parse(selectOne.get(messageId, id));
    },
    readContent(id: number): Buffer {
      return Buffer.from(contentSchema.parse(selectContent.get(id)).content);
    },
    create(attachment: NewAttachment): number {
      const { lastInsertRowid } = insert.run(
        attachment.messageId,
        attachment.name,
        attachment.contentType,
        attachment.contentId,
        attachment.isInline ? 1 : 0,
        attachment.content.length,
        attachment.modifiedAt,
        attachment.content,
      );
      return Number(lastInsertRowid);
    },
    delete(id: number): void {
      remove.run(id);
    },
  };
}
