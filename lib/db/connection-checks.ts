import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import { CONNECTION_CHECK_STATES, connectionStepSchema } from '#lib/domain/connection-check.ts';

const checkSchema = z.object({
  id: z.string(),
  state: z.enum(CONNECTION_CHECK_STATES),
  steps: z.array(connectionStepSchema),
});
export type ConnectionCheck = z.infer<typeof checkSchema>;

/** The new check's id; it waits for a worker. */
export async function insertConnectionCheck(
  transaction: Transaction,
  draftId: string,
): Promise<string> {
  const { id } = await transaction.connectionCheck.create({
    data: { draftId, steps: [] },
    select: { id: true },
  });
  return id;
}

export async function findConnectionCheck(
  db: Database | Transaction,
  check: { readonly checkId: string; readonly draftId: string },
): Promise<ConnectionCheck | null> {
  const row = await db.connectionCheck.findFirst({
    where: { id: check.checkId, draftId: check.draftId },
    select: { id: true, state: true, steps: true },
  });
  return row === null ? null : checkSchema.parse(row);
}
