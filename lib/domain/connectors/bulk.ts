import { z } from 'zod';
import { CONNECTORS_PER_PAGE } from '#lib/domain/connectors/connector-list-search.ts';

/** What can be done with several connectors at once. */
export const BULK_VERBS = ['run', 'pause', 'resume'] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** Twenty pages of the list: each connector is one short transaction and one entry of the audit log. */
export const MOST_IN_BULK = 20 * CONNECTORS_PER_PAGE;

export const bulkSchema = z.strictObject({
  verb: z.enum(BULK_VERBS),
  connectorIds: z.array(z.uuid()).min(1).max(MOST_IN_BULK),
});

/** What became of one connector: the verb was carried out, changed nothing, or was refused for a reason. */
export type BulkOutcome = {
  readonly connectorId: string;
  readonly outcome: 'done' | 'unchanged' | 'refused';
  /** Code of the refusal (lib/messages/<locale>/problems.json). */
  readonly code: string | null;
};
