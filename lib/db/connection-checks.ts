import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import {
  CONNECTION_CHECK_STATES,
  connectionStepSchema,
  type ConnectionCheckState,
  type ConnectionStep,
} from '#lib/domain/connection-check.ts';
import { draftAnswersSchema, type DraftAnswers } from '#lib/domain/wizard/draft-answers.ts';

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

/** What the worker needs to try the connection. Secrets are sealed for `connector-draft:<id>`. */
export type ConnectionCheckToRun = {
  readonly id: string;
  readonly state: ConnectionCheckState;
  readonly draftId: string;
  readonly answers: DraftAnswers;
  readonly sourceSecrets: Uint8Array | null;
};

/** Null when the draft has been deleted in the meantime. */
export async function findConnectionCheckToRun(
  db: Database,
  checkId: string,
): Promise<ConnectionCheckToRun | null> {
  const row = await db.connectionCheck.findUnique({
    where: { id: checkId },
    select: {
      id: true,
      state: true,
      steps: true,
      draft: { select: { id: true, answers: true, sourceSecrets: true } },
    },
  });
  if (row === null) return null;
  const { id, state } = checkSchema.parse(row);
  return {
    id,
    state,
    draftId: row.draft.id,
    answers: draftAnswersSchema.parse(row.draft.answers),
    sourceSecrets: row.draft.sourceSecrets,
  };
}

/** Writes how far the check is. Nothing happens when the draft has been deleted in the meantime. */
export async function saveConnectionCheck(
  db: Database,
  checkId: string,
  progress: { readonly state: ConnectionCheckState; readonly steps: readonly ConnectionStep[] },
): Promise<void> {
  await db.connectionCheck.updateMany({
    where: { id: checkId },
    data: { state: progress.state, steps: [...progress.steps] },
  });
}
