import { writeAuditEntry } from '#lib/db/audit.ts';
import { insertReadBack } from '#lib/db/read-backs.ts';
import { findRunDetails } from '#lib/db/run-summaries.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Asks for a closed run to be compared with its mailboxes once more.
 * @throws {AppError} `not-found`, `run-not-closed` or `read-back-active`
 */
export async function requestReadBack(
  { db, queue, auditKey, now: clock }: Services,
  { runId, actor }: { readonly runId: string; readonly actor: AuditActor },
): Promise<{ readBackId: string }> {
  const now = clock();
  return db.$transaction(async (transaction) => {
    const run = await findRunDetails(transaction, runId);
    if (run === null) throw new AppError('not-found', 'This import does not exist.');
    if (isActiveRunState(run.state)) {
      throw new AppError('run-not-closed', 'This import compares the mailboxes before it ends.');
    }
    const asked = { runId, requestedBy: actor.email, requestedAt: now };
    const readBackId = await insertReadBack(transaction, asked);
    if (readBackId === null) {
      throw new AppError('read-back-active', 'The mailboxes are being checked already.');
    }
    await queue.enqueue(transaction, 'run.read-back', { readBackId });
    await writeAuditEntry(transaction, auditKey, {
      at: now,
      actor,
      action: 'read-back-requested',
      connectorId: run.connector.id,
      subjects: { runId },
      details: {},
    });
    return { readBackId };
  });
}
