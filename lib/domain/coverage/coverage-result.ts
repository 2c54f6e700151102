import { z } from 'zod';
import { packageRefusalSchema } from '#lib/domain/packages/refusal.ts';

const count = z.int().min(0);
const time = z.iso.datetime();

/** Whether it is known who has a mailbox. */
const directorySchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('read'), mailboxes: count, readAt: time }),
  /**
   * Nobody says so: consent is missing, or Microsoft 365 does not answer (`code`). Then every mailbox
   * that the mapping file names, and every e-mail address, counts as one that exists.
   */
  z.object({ state: z.literal('unavailable'), code: z.string() }),
]);

/** What the next import of the packages at the source would do: counts, never what was written. */
export const coverageResultSchema = z.object({
  directory: directorySchema,
  packages: z.object({
    /** At the source, complete and not yet taken. */
    found: count,
    read: count,
    duplicate: count,
    refused: count,
    /** The first few. */
    refusals: z.array(z.object({ name: z.string(), refusals: z.array(packageRefusalSchema) })),
    /** Still being written, and left for the import after. */
    growing: count,
    /** Days of which parts are missing. */
    incompleteDays: z.array(z.string()),
  }),
  items: z.object({
    inManifests: count,
    read: count,
    /** That reach at least one mailbox. */
    delivered: count,
    /** Known already, by their ids. */
    skipped: count,
    held: z.object({ unmapped: count, 'too-large': count, unreadable: count }),
  }),
  deliveries: z.object({
    /** As the run will count them. */
    available: count,
    delivered: count,
    held: count,
    skipped: count,
    /** That get something. */
    mailboxes: count,
  }),
  /** People by mobile number and e-mail address, each once. */
  participants: z.object({
    seen: count,
    /** In every message, at least once by the file. */
    byFile: count,
    /** In every message, never by the file. */
    byEmail: count,
    /** In one message at least. */
    unmatched: count,
    /** Of those, people who are matched in other messages. */
    unmatchedSometimes: count,
    /** Of those, people whose address belongs to two mailboxes, so that nobody can say whose it is. */
    ambiguous: count,
  }),
  /** Null without a mapping file. */
  mapping: z
    .object({
      rows: count,
      /** That name a mailbox which does not exist. */
      rowsWithoutMailbox: count,
      /** The mailboxes they name. */
      missingMailboxes: count,
    })
    .nullable(),
});
export type CoverageResult = z.infer<typeof coverageResultSchema>;
export type CoverageDirectory = CoverageResult['directory'];
