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

/** Whose sign-in is tried. New credentials of a connector come sealed for the check. */
type NewCheck =
  | { readonly draftId: string }
  | { readonly connectorId: string; readonly sourceSecrets: Uint8Array<ArrayBuffer> | null };

/** The new check's id; it waits for a worker. */
export async function insertConnectionCheck(
  transaction: Transaction,
  check: NewCheck & { readonly id?: string },
): Promise<string> {
  const { id } = await transaction.connectionCheck.create({
    data: { ...check, steps: [] },
    select: { id: true },
  });
  return id;
}

type OwnCheck = { readonly checkId: string } & (
  { readonly draftId: string } | { readonly connectorId: string }
);

export async function findConnectionCheck(
  db: Database | Transaction,
  { checkId, ...owner }: OwnCheck,
): Promise<ConnectionCheck | null> {
  const row = await db.connectionCheck.findFirst({
    where: { id: checkId, ...owner },
    select: { id: true, state: true, steps: true },
  });
  return row === null ? null : checkSchema.parse(row);
}

const columnsToRun = {
  id: true,
  state: true,
  steps: true,
  sourceSecrets: true,
  draft: { select: { id: true, answers: true, sourceSecrets: true } },
  connector: {
    select: { id: true, sourceKind: true, sourceSettings: true, sourceSecrets: true },
  },
} as const;

/** What the worker needs to try the connection. Secrets are sealed, each for its own place. */
export type ConnectionCheckToRun = {
  readonly id: string;
  readonly state: ConnectionCheckState;
  readonly subject:
    | {
        readonly of: 'draft';
        readonly id: string;
        readonly answers: DraftAnswers;
        readonly sourceSecrets: Uint8Array | null;
      }
    | {
        readonly of: 'connector';
        readonly id: string;
        readonly source: { readonly kind: string; readonly settings: unknown };
        readonly sourceSecrets: Uint8Array;
        /** That are to replace the stored ones. */
        readonly newSecrets: Uint8Array | null;
      };
};

/** Null when the draft or the connector has been deleted in the meantime. */
export async function findConnectionCheckToRun(
  db: Database,
  checkId: string,
): Promise<ConnectionCheckToRun | null> {
  const row = await db.connectionCheck.findUnique({
    where: { id: checkId },
    select: columnsToRun,
  });
  if (row === null) return null;
  const { id, state } = checkSchema.parse(row);
  const { draft, connector } = row;
  if (draft !== null) {
    const answers = draftAnswersSchema.parse(draft.answers);
    return { id, state, subject: { of: 'draft', ...draft, answers } };
  }
  if (connector === null) return null;
  const { sourceKind: kind, sourceSettings: settings, sourceSecrets } = connector;
  const newSecrets = row.sourceSecrets;
  const source = { kind, settings };
  return {
    id,
    state,
    subject: { of: 'connector', id: connector.id, source, sourceSecrets, newSecrets },
  };
}

/**
 * Writes how far the check is; when it ends, what was secret about it is forgotten. Nothing happens
 * when the draft has been deleted in the meantime.
 */
export async function saveConnectionCheck(
  db: Transaction,
  checkId: string,
  progress: { readonly state: ConnectionCheckState; readonly steps: readonly ConnectionStep[] },
): Promise<void> {
  const { state, steps } = progress;
  const hasEnded = state === 'passed' || state === 'failed';
  await db.connectionCheck.updateMany({
    where: { id: checkId },
    data: {
      state,
      steps: [...steps],
      ...(hasEnded ? { sourceSecrets: null } : {}),
      // One that was entered for an earlier question is no answer to the next.
      ...(state === 'asking' ? {} : { verificationCode: null }),
    },
  });
}

/** Leaves a sealed code for the worker that asks. False: nobody asks for one. */
export async function putVerificationCode(
  db: Database,
  checkId: string,
  code: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { count } = await db.connectionCheck.updateMany({
    where: { id: checkId, state: 'asking' },
    data: { verificationCode: code },
  });
  return count === 1;
}

/** Takes the sealed code away; null while there is none. */
export async function takeVerificationCode(
  db: Database,
  checkId: string,
): Promise<Uint8Array | null> {
  const where = { id: checkId, verificationCode: { not: null } };
  const row = await db.connectionCheck.findFirst({ where, select: { verificationCode: true } });
  if (row === null) return null;
  await db.connectionCheck.updateMany({ where, data: { verificationCode: null } });
  return row.verificationCode;
}
