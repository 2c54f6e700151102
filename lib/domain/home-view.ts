import { z } from 'zod';
import { connectorSummarySchema } from '#lib/domain/connectors/connector-view.ts';
import { SOURCE_STATUSES } from '#lib/domain/connectors/source-status.ts';

const connector = { connectorId: z.uuid(), connectorName: z.string() };
const run = { ...connector, runId: z.uuid() };

/** Something that a person has to look at. */
export const attentionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('consent-missing') }),
  z.object({ kind: z.literal('source-status'), ...connector, status: z.enum(SOURCE_STATUSES) }),
  /** `waitingFor` is the code of a problem. */
  z.object({ kind: z.literal('run-waiting'), ...run, waitingFor: z.string() }),
  z.object({ kind: z.literal('run-failed'), ...run }),
  z.object({ kind: z.literal('run-not-reconciled'), ...run, findings: z.int() }),
  z.object({ kind: z.literal('packages-refused'), ...run, count: z.int() }),
  z.object({ kind: z.literal('items-held'), ...connector, count: z.int() }),
]);
export type Attention = z.infer<typeof attentionSchema>;

export const homeViewSchema = z.object({
  /** The most urgent first. */
  attention: z.array(attentionSchema),
  /** The first few by name. */
  connectors: z.array(connectorSummarySchema),
  totalConnectors: z.int(),
});
export type HomeView = z.infer<typeof homeViewSchema>;
