import { z } from 'zod';
import type { Database } from '#lib/db/client.ts';
import { findConnectorOfRun, findRunOfReadBack } from '#lib/db/job-place.ts';

/** What every line of the log and every trace of a job names besides the job. */
export type JobPlace = { readonly runId?: string; readonly connectorId?: string };

const payloadSchema = z.object({
  runId: z.uuid().optional(),
  readBackId: z.uuid().optional(),
  connectorId: z.uuid().optional(),
});

/** The run and the connector that a job is about; nothing where it is about neither, or they are gone. */
export async function findJobPlace(db: Database, data: unknown): Promise<JobPlace> {
  const payload = payloadSchema.safeParse(data).data ?? {};
  const runId =
    payload.runId ??
    (payload.readBackId === undefined ? null : await findRunOfReadBack(db, payload.readBackId));
  const connectorId =
    payload.connectorId ?? (runId === null ? null : await findConnectorOfRun(db, runId));
  return { ...(runId !== null && { runId }), ...(connectorId !== null && { connectorId }) };
}
