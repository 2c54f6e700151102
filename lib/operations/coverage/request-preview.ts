import { largestItemBytesOf } from '#lib/connectors/largest-item.ts';
import {
  cancelCoveragePreview,
  findCoveragePreview,
  insertCoveragePreview,
} from '#lib/db/coverage-previews.ts';
import { basisOf, findCoverageSetup, type CoverageSetup } from '#lib/db/coverage-subjects.ts';
import type { Transaction } from '#lib/db/client.ts';
import { readDraftFacts } from '#lib/db/draft-facts.ts';
import { hasActiveRun } from '#lib/db/runs.ts';
import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import { mayOpenStep } from '#lib/domain/wizard/wizard-steps.ts';
import { getLockedDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

type RequestServices = Pick<Services, 'db' | 'queue' | 'now' | 'permissions'>;
type RequestPreview = { readonly subject: CoverageSubject; readonly actor: Actor };

/**
 * Has the next import rehearsed.
 * @throws {AppError} `not-found`, `draft-not-found`, `step-not-open` before users are mapped,
 * `run-already-active` while an import takes the packages that the rehearsal is about,
 * `coverage-active`
 */
export async function requestPreview(
  services: RequestServices,
  { subject, actor }: RequestPreview,
): Promise<{ previewId: string }> {
  const { db, queue, now } = services;
  return db.$transaction(async (transaction) => {
    const setup = await getSetup(transaction, services, { subject, actor });
    const { mappingVersion } = setup;
    const hasFile = mappingVersion !== null && !isRemoval(mappingVersion);
    const previewId = await insertCoveragePreview(transaction, {
      subject,
      requestedBy: actor.email,
      requestedAt: now(),
      basis: basisOf(setup, largestItemBytesOf(setup)),
      mappingFile: hasFile
        ? {
            fileName: mappingVersion.fileName,
            number: mappingVersion.number,
            rowCount: mappingVersion.rowCount,
            uploadedAt: mappingVersion.createdAt.toISOString(),
          }
        : null,
    });
    if (previewId === null) {
      throw new AppError('coverage-active', 'A coverage preview is being made already.');
    }
    await queue.enqueue(transaction, 'coverage.preview', { previewId });
    return { previewId };
  });
}

/** Whoever does not want to wait any more. Of one that has ended nothing changes. */
export async function cancelPreview(
  { db, now }: Pick<Services, 'db' | 'now'>,
  { subject, actor, previewId }: RequestPreview & { readonly previewId: string },
): Promise<void> {
  await db.$transaction(async (transaction) => {
    if ('draftId' in subject) await getLockedDraft(transaction, subject.draftId, actor);
    const found = await findCoveragePreview(transaction, subject);
    if (found === null) throw new AppError('not-found', 'This preview does not exist.');
  });
  await cancelCoveragePreview(db, { id: previewId, subject, now: now() });
}

async function getSetup(
  transaction: Transaction,
  { permissions }: Pick<Services, 'permissions'>,
  { subject, actor }: RequestPreview,
): Promise<CoverageSetup> {
  if ('draftId' in subject) {
    const draft = await getLockedDraft(transaction, subject.draftId, actor);
    const { progress } = await readDraftFacts(transaction, draft, {
      tenantId: actor.tenantId,
      permissions,
    });
    if (!mayOpenStep(progress, 'consent')) throw stepNotOpen();
  } else if (await hasActiveRun(transaction, subject.connectorId)) {
    throw new AppError('run-already-active', 'An import of this connector is in progress.');
  }
  const setup = await findCoverageSetup(transaction, subject);
  if (setup !== null) return setup;
  if ('draftId' in subject) throw stepNotOpen();
  throw new AppError('not-found', 'This connector does not exist.');
}

function stepNotOpen(): AppError {
  return new AppError('step-not-open', 'An earlier step needs an answer first.');
}
