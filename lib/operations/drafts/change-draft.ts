import type { Transaction } from '#lib/db/client.ts';
import { readDraftFacts, type DraftFacts } from '#lib/db/draft-facts.ts';
import { lockDraft, type Draft } from '#lib/db/drafts.ts';
import { AppError } from '#lib/domain/errors.ts';
import { mayOpenStep, type WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';
import type { Services } from '#lib/operations/services.ts';

/** Who does it. */
export type Actor = {
  /** The id that never changes; drafts belong to it. */
  readonly id: string;
  /** The name under which it is recorded. */
  readonly email: string;
  readonly tenantId: string;
};

export type DraftStep = {
  readonly draftId: string;
  readonly actor: Actor;
  /** The step that is being answered. */
  readonly step: WizardStepId;
};

type Change<Result> = (
  transaction: Transaction,
  draft: Draft,
  facts: DraftFacts,
) => Promise<Result>;

/** Rows of a large mapping file take longer than Prisma's five seconds on a slow disk. */
const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Answers a step: one transaction in which nobody else changes the draft, so two tabs never mix.
 * @throws {AppError} `draft-not-found`, `draft-finished`, or `step-not-open` when an earlier step
 * lacks its answer
 */
export async function changeDraft<Result>(
  { db, permissions }: Services,
  { draftId, actor, step }: DraftStep,
  change: Change<Result>,
): Promise<Result> {
  return db.$transaction(
    async (transaction) => {
      const draft = await getLockedDraft(transaction, draftId, actor);
      if (draft.finishedAt !== null) {
        throw new AppError('draft-finished', 'This connector has been created already.');
      }
      const { tenantId } = actor;
      const facts = await readDraftFacts(transaction, draft, { tenantId, permissions });
      if (!mayOpenStep(facts.progress, step)) {
        throw new AppError('step-not-open', 'An earlier step needs an answer first.');
      }
      return change(transaction, draft, facts);
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
}

/** @throws {AppError} `draft-not-found` */
export async function getLockedDraft(
  transaction: Transaction,
  draftId: string,
  actor: Actor,
): Promise<Draft> {
  const draft = await lockDraft(transaction, { draftId, owner: actor.id });
  if (draft === null) throw new AppError('draft-not-found', 'This draft no longer exists.');
  return draft;
}
