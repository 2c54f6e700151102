import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const uploadSchema = z.object({
  token: z.string(),
  messageId: z.number(),
  mailbox: z.string(),
  name: z.string(),
  contentType: z.string(),
  isInline: z.number().transform(Boolean),
  sizeBytes: z.number(),
  expiresAt: z.string(),
  receivedBytes: z.number(),
});
export type StoredUpload = z.infer<typeof uploadSchema>;
export type NewUpload = Omit<StoredUpload, 'receivedBytes' | 'mailbox'>;

const chunkSchema = z.object({ content: z.instanceof(Uint8Array) });

export type Uploads = ReturnType<typeof openUploads>;

/** Attachments on their way in, chunk by chunk. */
export function openUploads(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO upload (token, message_id, name, content_type, is_inline, size_bytes, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare(
    `SELECT token, message_id AS messageId, mailbox, name, content_type AS contentType,
       is_inline AS isInline, size_bytes AS sizeBytes, expires_at AS expiresAt,
       (SELECT coalesce(sum(length(upload_chunk.content)), 0) FROM upload_chunk
        WHERE upload_chunk.token = upload.token) AS receivedBytes
     FROM upload JOIN message ON message.id = upload.message_id WHERE token = ?`,
  );
  const insertChunk = database.prepare(
    'INSERT INTO upload_chunk (token, start_bytes, content) VALUES (?, ?, ?)',
  );
  const selectChunks = database.prepare(
    'SELECT content FROM upload_chunk WHERE token = ? ORDER BY start_bytes',
  );
  const remove = database.prepare('DELETE FROM upload WHERE token = ?');

  return {
    create(upload: NewUpload): void {
      insert.run(
        upload.token,
        upload.messageId,
        upload.name,
        upload.contentType,
        upload.isInline ? 1 : 0,
        upload.sizeBytes,
        upload.expiresAt,
      );
    },
    find(token: string): StoredUpload | undefined {
      return uploadSchema.optional().parse(select.get(token));
    },
    addChunk(token: string, startBytes: number, content: Buffer): void {
      insertChunk.run(token, startBytes, content);
    },
    readContent(token: string): Buffer {
      const chunks = z.array(chunkSchema).parse(selectChunks.all(token));
      return Buffer.concat(chunks.map(({ content }) => content));
    },
    delete(token: string): void {
      remove.run(token);
    },
  };
}
