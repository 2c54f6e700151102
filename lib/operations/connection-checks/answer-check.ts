import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import { findConnectionCheck, putVerificationCode } from '#lib/db/connection-checks.ts';
import { findDraft } from '#lib/db/drafts.ts';
import type { CheckSubject } from '#lib/domain/connection-check.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import { checkCodePurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { Services } from '#lib/operations/services.ts';

export type AnswerCheck = {
  /** A draft's check is its owner's; a connector's is everybody's who may change connectors. */
  readonly subject: CheckSubject;
  readonly checkId: string;
  readonly actor: Actor;
  readonly code: string;
};

/**
 * Hands the verification code to the worker that waits for it in the middle of a sign-in.
 * @throws {AppError} `not-found`, `code-not-asked` when it waits no more
 */
export async function answerCheck(
  { db, masterKey }: Services,
  { subject, checkId, actor, code }: AnswerCheck,
): Promise<void> {
  const isAllowed =
    'connectorId' in subject ||
    (await findDraft(db, { draftId: subject.draftId, owner: actor.id })) !== null;
  if (!isAllowed || (await findConnectionCheck(db, { checkId, ...subject })) === null) {
    throw new AppError('not-found', 'This check does not exist.');
  }
  const sealed = sealSecret(masterKey, checkCodePurpose(checkId), code);
  if (!(await putVerificationCode(db, checkId, sealed))) {
    throw new AppError('code-not-asked', 'The server no longer waits for the code. Try again.');
  }
}
