import type { Database, Transaction } from '#lib/db/client.ts';
import { draftAnswersSchema, type DraftAnswers } from '#lib/domain/wizard/draft-answers.ts';

export type Draft = {
  readonly id: string;
  readonly kind: string;
  readonly answers: DraftAnswers;
  /** Whether a username and a password are stored; they themselves are write-only. */
  readonly hasCredentials: boolean;
  /** Of the finished connector. */
  readonly connectorId: string | null;
  /** The connector that it changes; null: it makes a new one. */
  readonly editsId: string | null;
  readonly finishedAt: Date | null;
  readonly updatedAt: Date;
};

/** A draft belongs to the person who began it; for everybody else it does not exist. */
export type OwnDraft = { readonly draftId: string; readonly owner: string };

const draftColumns = {
  id: true,
  kind: true,
  answers: true,
  sourceSecrets: true,
  connectorId: true,
  editsId: true,
  finishedAt: true,
  updatedAt: true,
} as const;

type DraftColumns = Omit<Draft, 'answers' | 'hasCredentials'> & {
  readonly answers: unknown;
  readonly sourceSecrets: Uint8Array | null;
};

function toDraft({ sourceSecrets, answers, ...row }: DraftColumns): Draft {
  return {
    ...row,
    answers: draftAnswersSchema.parse(answers),
    hasCredentials: sourceSecrets !== null,
  };
}

/** The new draft's id. */
export async function insertDraft(
  db: Database | Transaction,
  draft: {
    readonly kind: string;
    readonly owner: string;
    readonly editsId?: string;
    readonly answers?: DraftAnswers;
  },
): Promise<string> {
  const { id } = await db.connectorDraft.create({
    data: { ...draft, answers: draft.answers ?? {} },
    select: { id: true },
  });
  return id;
}

export async function findDraft(
  db: Database | Transaction,
  { draftId, owner }: OwnDraft,
): Promise<Draft | null> {
  const row = await db.connectorDraft.findFirst({
    where: { id: draftId, owner },
    select: draftColumns,
  });
  return row === null ? null : toDraft(row);
}

/** The draft, which nobody else can change until the transaction ends: two tabs take turns. */
export async function lockDraft(transaction: Transaction, draft: OwnDraft): Promise<Draft | null> {
  await transaction.$queryRaw`
    SELECT 1 FROM connector_drafts WHERE id = ${draft.draftId}::uuid FOR UPDATE`;
  return findDraft(transaction, draft);
}

/** The owner's drafts that are not finished, the latest first. */
export async function listOpenDrafts(db: Database, owner: string): Promise<readonly Draft[]> {
  const rows = await db.connectorDraft.findMany({
    where: { owner, finishedAt: null },
    orderBy: { updatedAt: 'desc' },
    select: draftColumns,
  });
  return rows.map(toDraft);
}

export async function saveDraft(
  transaction: Transaction,
  draftId: string,
  change: { readonly answers: DraftAnswers; readonly sourceSecrets?: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await transaction.connectorDraft.update({ where: { id: draftId }, data: change });
}

/** The sealed username and password (lib/crypto/sealed-secret.ts), for their connector. */
export async function findDraftSecrets(
  transaction: Transaction,
  draftId: string,
): Promise<Uint8Array | null> {
  const row = await transaction.connectorDraft.findUnique({
    where: { id: draftId },
    select: { sourceSecrets: true },
  });
  return row?.sourceSecrets ?? null;
}

/** Ends the draft and forgets its secrets. False: it has been finished already. */
export async function finishDraftRow(
  transaction: Transaction,
  draftId: string,
  finish: { readonly connectorId: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await transaction.connectorDraft.updateMany({
    where: { id: draftId, finishedAt: null },
    data: { finishedAt: finish.now, connectorId: finish.connectorId, sourceSecrets: null },
  });
  return count === 1;
}

/** Its checks and consent requests go with it. Its mapping versions must be gone. */
export async function deleteDraftRow(transaction: Transaction, draftId: string): Promise<void> {
  await transaction.connectorDraft.deleteMany({ where: { id: draftId, finishedAt: null } });
}

/** Unfinished drafts that were last changed before this time. */
export async function listExpiredDraftIds(db: Database, before: Date): Promise<readonly string[]> {
  const drafts = await db.connectorDraft.findMany({
    where: { finishedAt: null, updatedAt: { lt: before } },
    select: { id: true },
  });
  return drafts.map(({ id }) => id);
}
