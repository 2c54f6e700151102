import type { Database } from '#lib/db/client.ts';

/** Null when there is no such run. */
export async function findConnectorOfRun(db: Database, runId: string): Promise<string | null> {
  const run = await db.run.findUnique({ where: { id: runId }, select: { connectorId: true } });
  return run?.connectorId ?? null;
}

/** Null when there is no such read-back. */
export async function findRunOfReadBack(db: Database, readBackId: string): Promise<string | null> {
  const where = { id: readBackId };
  const readBack = await db.readBack.findUnique({ where, select: { runId: true } });
  return readBack?.runId ?? null;
}
