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

/** What the imports that finished on a day came to. */
const dayTotalSchema = z.object({
  /** `yyyy-mm-dd`, UTC. */
  day: z.iso.date(),
  runs: z.int(),
  /** Imports that did not close green. */
  notGreen: z.int(),
  imported: z.int(),
  partiallyImported: z.int(),
  skipped: z.int(),
  failed: z.int(),
  held: z.int(),
});
export type DayTotal = z.infer<typeof dayTotalSchema>;

export const homeViewSchema = z.object({
  /** The last thirty days, oldest first, today being the last. */
  days: z.array(dayTotalSchema),
  /** Imports in progress now, and those that are due in the next 24 hours. */
  imports: z.object({ active: z.int(), due: z.int() }),
  /** The most urgent first. */
  attention: z.array(attentionSchema),
  /** The first few by name. */
  connectors: z.array(connectorSummarySchema),
  totalConnectors: z.int(),
});
export type HomeView = z.infer<typeof homeViewSchema>;

/** A total for each of the days, nothing for those that have none. */
export function everyDay(
  days: readonly string[],
  totals: readonly DayTotal[],
): readonly DayTotal[] {
  const byDay = new Map(totals.map((total) => [total.day, total]));
  return days.map((day) => byDay.get(day) ?? emptyDay(day));
}

function emptyDay(day: string): DayTotal {
  const nothing = { imported: 0, partiallyImported: 0, skipped: 0, failed: 0, held: 0 };
  return { day, runs: 0, notGreen: 0, ...nothing };
}
