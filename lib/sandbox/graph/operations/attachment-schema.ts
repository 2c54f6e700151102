import { z } from 'zod';

/** Decoded; above it the content has to come through an upload session (FACTS 4.2). */
export const MAXIMUM_DIRECT_BYTES = 3 * 1024 * 1024;

export const fileAttachmentSchema = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.fileAttachment'),
  name: z.string().min(1).max(255),
  contentType: z.string().optional(),
  contentBytes: z.base64(),
  contentId: z.string().nullable().optional(),
  isInline: z.boolean().default(false),
});
export type FileAttachment = z.infer<typeof fileAttachmentSchema>;

export const uploadSessionSchema = z.strictObject({
  AttachmentItem: z.strictObject({
    attachmentType: z.enum(['file', 'item', 'reference']),
    name: z.string().min(1).max(255),
    size: z.number().int().positive(),
    contentType: z.string().optional(),
    isInline: z.boolean().default(false),
  }),
});
