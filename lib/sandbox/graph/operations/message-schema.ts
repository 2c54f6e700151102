import { z } from 'zod';
import { fileAttachmentSchema } from '#lib/sandbox/graph/operations/attachment-schema.ts';

const recipientSchema = z.strictObject({
  emailAddress: z.strictObject({ name: z.string().optional(), address: z.string().optional() }),
});

const propertySchema = z.strictObject({ id: z.string(), value: z.string() });

const changeableFields = {
  categories: z.array(z.string()).optional(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  isRead: z.boolean().optional(),
  singleValueExtendedProperties: z.array(propertySchema).optional(),
};

const draftFields = {
  subject: z.string().max(255).optional(),
  body: z
    .strictObject({
      contentType: z
        .string()
        .transform((type) => type.toLowerCase())
        .pipe(z.enum(['text', 'html'])),
      content: z.string(),
    })
    .optional(),
  internetMessageId: z.string().optional(),
  from: recipientSchema.optional(),
  sender: recipientSchema.optional(),
  toRecipients: z.array(recipientSchema).optional(),
  ccRecipients: z.array(recipientSchema).optional(),
  bccRecipients: z.array(recipientSchema).optional(),
  replyTo: z.array(recipientSchema).optional(),
};

/** Ignored at creation: only MAPI properties set these (FACTS 4.2). */
const ignoredFields = {
  receivedDateTime: z.iso.datetime({ offset: true }).optional(),
  sentDateTime: z.iso.datetime({ offset: true }).optional(),
  internetMessageHeaders: z
    .array(z.strictObject({ name: z.string(), value: z.string() }))
    .optional(),
};

/** Any other property, such as those of a message that was read, cannot be deserialized. */
export const newMessageSchema = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.message').optional(),
  ...changeableFields,
  ...draftFields,
  ...ignoredFields,
  attachments: z.array(fileAttachmentSchema).optional(),
});
export type NewMessageBody = z.infer<typeof newMessageSchema>;

export const messageChangeSchema = z.strictObject({ ...changeableFields, ...draftFields });
export type MessageChangeBody = z.infer<typeof messageChangeSchema>;

/** What may be changed only as long as a message is a draft. */
export const DRAFT_ONLY_FIELDS = Object.keys(draftFields);
