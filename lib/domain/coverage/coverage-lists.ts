import { z } from 'zod';
import { UNMATCHED_REASONS } from '#lib/domain/matching/match-item.ts';

const count = z.int().min(0);

const unmatchedSchema = z.object({
  name: z.string().nullable(),
  mobileNumber: z.string().nullable(),
  emailAddress: z.string().nullable(),
  /** Messages on which the person is. */
  items: count,
  unmatched: count,
  reasons: z.array(z.enum(UNMATCHED_REASONS)),
  isAmbiguous: z.boolean(),
});
export type UnmatchedPerson = z.infer<typeof unmatchedSchema>;

const missingMailboxSchema = z.object({
  line: count,
  mobileNumber: z.string(),
  mailbox: z.string(),
  isAmbiguous: z.boolean(),
});
export type MissingMailbox = z.infer<typeof missingMailboxSchema>;

const heldItemSchema = z.object({
  packageName: z.string(),
  entryName: z.string(),
  sourceItemId: z.string(),
  eventAt: z.iso.datetime().nullable(),
  sizeBytes: count,
  reason: z.enum(['unmapped', 'too-large', 'unreadable']),
});
export type PredictedHeldItem = z.infer<typeof heldItemSchema>;

const mailboxSchema = z.object({ mailbox: z.string(), delivered: count, held: count });
export type MailboxCoverage = z.infer<typeof mailboxSchema>;

/** What can be downloaded of a preview: names and ids, never what was written. */
export const coverageListSchemas = {
  unmatched: z.array(unmatchedSchema),
  'missing-mailboxes': z.array(missingMailboxSchema),
  held: z.array(heldItemSchema),
  mailboxes: z.array(mailboxSchema),
} as const;

export const COVERAGE_LISTS = ['unmatched', 'missing-mailboxes', 'held', 'mailboxes'] as const;
export type CoverageListName = (typeof COVERAGE_LISTS)[number];
export const coverageListNameSchema = z.enum(COVERAGE_LISTS);

export type CoverageLists = {
  readonly [Name in CoverageListName]: z.infer<(typeof coverageListSchemas)[Name]>;
};

/** More than anybody works through; the counts go on. */
export const LONGEST_COVERAGE_LIST = 50_000;
