import { z } from 'zod';
import { AFTER_IMPORT } from '#lib/domain/connectors/after-import.ts';
import { CONNECTOR_STATES } from '#lib/domain/connectors/connector-state.ts';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';
import { runProgressSchema } from '#lib/domain/runs/run-progress.ts';
import { runSummarySchema } from '#lib/domain/runs/run-view.ts';

const time = z.iso.datetime();

/** A connector in a list. Secrets have no place in it. */
export const connectorSummarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  state: z.enum(CONNECTOR_STATES),
  sourceStatus: z.enum(SOURCE_STATUSES),
  sourceStatusAt: time,
  nextRunAt: time.nullable(),
  /** The last finished run. */
  lastRun: runSummarySchema.nullable(),
  /** The run in progress. */
  progress: runProgressSchema.nullable(),
});
export type ConnectorSummary = z.infer<typeof connectorSummarySchema>;

export const connectorListSchema = z.object({
  connectors: z.array(connectorSummarySchema),
  /** Of all pages. */
  total: z.int(),
});
export type ConnectorList = z.infer<typeof connectorListSchema>;

/** Some connectors as they stand now. */
export const connectorPulseSchema = z.object({ connectors: z.array(connectorSummarySchema) });
export type ConnectorPulse = z.infer<typeof connectorPulseSchema>;

export const connectorDetailsSchema = connectorSummarySchema.extend({
  folderName: z.string(),
  sourceKind: z.string(),
  /** SHA-256 fingerprints: the accepted one, and another one that waits for a person to accept it. */
  hostKey: z.object({ pinned: z.string().nullable(), offered: z.string().nullable() }),
  scheduleTime: z.string(),
  scheduleTimeZone: z.string(),
  /** In the same zone; null: the source is looked at once a day. */
  secondLookTime: z.string().nullable(),
  afterImport: z.enum(AFTER_IMPORT),
  automaticMapping: z.boolean(),
  mappingFile: z.object({ number: z.int(), fileName: z.string(), rowCount: z.int() }).nullable(),
  /** Whether there is or was a mapping file. */
  hasMappingHistory: z.boolean(),
  /** Of the tenant, to what this deployment needs; null where it is missing. */
  consent: z
    .object({
      isNeeded: z.boolean(),
      /** Null when it was given elsewhere, or is not needed. */
      grantedBy: z.string().nullable(),
      grantedAt: time.nullable(),
    })
    .nullable(),
  createdBy: z.string(),
  createdAt: time,
  /** The newest few, the run in progress first. */
  recentRuns: z.array(runSummarySchema),
  totalRuns: z.int(),
  /** Neither replayed nor released yet. */
  heldItems: z.int(),
});
export type ConnectorDetails = z.infer<typeof connectorDetailsSchema>;
