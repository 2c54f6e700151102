import { z } from 'zod';
import { CONNECTOR_STATES } from '#lib/domain/connectors/connector-state.ts';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';
import { findingSchema } from '#lib/domain/runs/check-books.ts';
import { runNoticesSchema } from '#lib/domain/runs/run-notice.ts';
import { RUN_STATES, RUN_TRIGGERS } from '#lib/domain/runs/run-state.ts';
import { runCountersSchema, runEvidenceSchema } from '#lib/domain/runs/run-view.ts';

/**
 * What the JSON API answers (docs/api.md), apart from what the portal's pages read: these shapes only
 * grow. Their descriptions become the OpenAPI document. Nothing here is message text.
 */
const time = z.iso.datetime();

export const apiConnectorSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string().describe('Of the catalog, such as `telegram`.'),
  state: z.enum(CONNECTOR_STATES),
  sourceStatus: z.enum(SOURCE_STATUSES).describe('How the last try at the source ended.'),
  sourceStatusAt: time,
  folderName: z.string().describe('Of the mailboxes, where messages are filed.'),
  scheduleTime: z.string().describe('When it imports every day, in `scheduleTimeZone`.'),
  scheduleTimeZone: z.string(),
  nextRunAt: time.nullable(),
  createdAt: time,
});

export const apiRunSchema = z.object({
  id: z.uuid(),
  connectorId: z.uuid(),
  kind: z.string().describe('Of the connector.'),
  state: z
    .enum(RUN_STATES)
    .describe('`completed` is green: everything was read, delivered or held, and proved.'),
  trigger: z.enum(RUN_TRIGGERS),
  startedBy: z.string().nullable().describe('Null when it began by the clock.'),
  waitingFor: z.string().nullable().describe('Code of what an active run waits for.'),
  windowStart: time,
  windowEnd: time,
  createdAt: time,
  finishedAt: time.nullable(),
  counters: runCountersSchema.describe(
    'In deliveries (an item for a mailbox), but for items and packages. ' +
      'availableForImport = imported + partiallyImported + skipped + failed + held when it is closed.',
  ),
});

const apiStageSchema = z.object({
  stage: z.enum(['fetch', 'deliver', 'reconcile']),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
});

export const apiRunDetailsSchema = apiRunSchema.extend({
  stages: z.array(apiStageSchema),
  mappingFile: z
    .object({ number: z.int(), fileName: z.string() })
    .nullable()
    .describe('The version of the mapping file that decided.'),
  findings: z
    .array(findingSchema)
    .nullable()
    .describe('Null until the reconcile stage has run, empty when all is well.'),
  notices: runNoticesSchema,
  evidence: runEvidenceSchema.nullable().describe('Null before the run closes.'),
});

export const apiEvidenceKeySchema = z.object({
  id: z.string().describe('SHA-256 of the public key (SubjectPublicKeyInfo, DER).'),
  publicKey: z.string().describe('PEM.'),
  createdAt: time,
  retiredAt: time.nullable().describe('Null for the one that signs now.'),
});

const nextCursor = z
  .string()
  .nullable()
  .describe('What to ask for the next page with; null on the last.');

export const apiConnectorPageSchema = z.object({
  connectors: z.array(apiConnectorSchema),
  nextCursor,
});
export const apiRunPageSchema = z.object({ runs: z.array(apiRunSchema), nextCursor });
export const apiEvidenceKeyListSchema = z.object({ keys: z.array(apiEvidenceKeySchema) });

/** RFC 9457. */
export const apiProblemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('For programs; it does not change with the language.'),
  detail: z.string().optional(),
});
export type ApiProblem = z.infer<typeof apiProblemSchema>;
