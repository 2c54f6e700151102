import { z } from 'zod';

/** What a record may have at most. A record beyond it is held as unreadable, never cut. */
const RECORD_LIMITS = {
  recipients: 1_000,
  attachments: 1_000,
  calls: 1_000,
} as const;

/** A number that was written as one instead of as text loses nothing by it. */
const numberOrAddressSchema = z.union([z.string(), z.int().min(0).transform(String)]);

/** JSON's null says the same as a field that is not there. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? null);
}

/** A list, or nothing; one entry may stand for a list of one. */
function listOf<Schema extends z.ZodType>(schema: Schema, maximum: number) {
  return z
    .union([z.array(schema).max(maximum), schema.transform((entry) => [entry])])
    .nullish()
    .transform((entries) => entries ?? []);
}

const personSchema = z.object({
  value: optional(numberOrAddressSchema),
  firstName: optional(z.string()),
  lastName: optional(z.string()),
  email: optional(z.string()),
});

const attachmentSchema = z.object({
  name: optional(z.string()),
  contentType: optional(z.string()),
  /** Base64. Absent when the source has removed the file (FACTS 3.5, above 25 MB in all). */
  content: optional(z.string()),
});

const callSchema = z.object({
  callID: optional(z.string()),
  recipientNum: optional(numberOrAddressSchema),
  callStatus: optional(z.string()),
  startTime: optional(z.string()),
  endTime: optional(z.string()),
});

const changeSchema = z.object({
  kind: z.enum(['edit', 'deleted-for-all', 'deleted-for-me']),
  originalMessageId: z.string().min(1).max(900),
  previousText: optional(z.string()),
});

/**
 * A message record of the network archivers, as docs/record-format.md describes it. Fields that are
 * not named here may be there: they stay in the original. A field that is named here and is of another
 * type makes the record unreadable, because what it says of people or files would be lost.
 */
export const recordSchema = z.object({
  messageId: optional(z.string()),
  messageContext: optional(z.string()),
  messageTime: optional(z.string()),
  timeZone: optional(z.string()),
  direction: optional(z.string()),
  from: optional(numberOrAddressSchema),
  fromEnriched: optional(personSchema),
  to: listOf(numberOrAddressSchema, RECORD_LIMITS.recipients),
  toEnriched: listOf(personSchema, RECORD_LIMITS.recipients),
  subject: optional(z.string()),
  textContent: optional(z.string()),
  groupMessage: optional(z.boolean()),
  dialogGroupName: optional(z.string()),
  dialogGroupId: optional(z.string()),
  attachment: listOf(attachmentSchema, RECORD_LIMITS.attachments),
  callInfo: listOf(callSchema, RECORD_LIMITS.calls),
  change: optional(changeSchema),
});

export type MessageRecord = z.infer<typeof recordSchema>;
export type RecordPerson = z.infer<typeof personSchema>;
export type RecordCall = z.infer<typeof callSchema>;
export type RecordChange = z.infer<typeof changeSchema>;
