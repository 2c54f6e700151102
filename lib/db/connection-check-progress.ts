import type { Database } from '#lib/db/client.ts';
import type { ConnectionCheckState, ConnectionStep } from '#lib/domain/connection-check.ts';

/** A check and the draft whose sign-in it tries; the secrets are sealed. Null when the draft is gone. */
export async function findConnectionCheckToMake(db: Database, checkId: string) {
  return db.connectionCheck.findUnique({
    where: { id: checkId },
    select: {
      id: true,
      state: true,
      draft: { select: { id: true, answers: true, sourceSecrets: true } },
    },
  });
}

/** Writes what the pop-up shows. A check that has ended stays as it ended. */
export async function recordConnectionCheck(
  db: Database,
  checkId: string,
  progress: { readonly state: ConnectionCheckState; readonly steps: readonly ConnectionStep[] },
): Promise<void> {
  await db.connectionCheck.updateMany({
    where: { id: checkId, state: { in: ['waiting', 'running'] } },
    data: { state: progress.state, steps: [...progress.steps] },
  });
}
