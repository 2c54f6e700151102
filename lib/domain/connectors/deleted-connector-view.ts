import { z } from 'zod';

export const DELETED_CONNECTORS_PER_PAGE = 25;

/** A connector that is gone, and what is kept of it. */
export const deletedConnectorSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  createdAt: z.iso.datetime(),
  deletedBy: z.string().nullable(),
  deletedAt: z.iso.datetime(),
  imports: z.int(),
  /** Imports with evidence. */
  evidence: z.int(),
  /** What became of the items it held: each is counted once. */
  items: z.object({ held: z.int(), replayed: z.int(), released: z.int() }),
});
export type DeletedConnector = z.infer<typeof deletedConnectorSchema>;

export const deletedConnectorListSchema = z.object({
  connectors: z.array(deletedConnectorSchema),
  /** Of all pages. */
  total: z.int(),
  /** How long receipts stay in the database once they are in evidence. */
  receiptDays: z.int(),
});
export type DeletedConnectorList = z.infer<typeof deletedConnectorListSchema>;
