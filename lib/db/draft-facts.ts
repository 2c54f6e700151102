import type { Database, Transaction } from '#lib/db/client.ts';
import { findConnectionCheck } from '#lib/db/connection-checks.ts';
import { findConsent, type ConsentNeeds } from '#lib/db/consents.ts';
import type { Draft } from '#lib/db/drafts.ts';
import { findConnectorMappingVersion, findDraftMappingVersion } from '#lib/db/mapping-versions.ts';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import { progressOf } from '#lib/domain/wizard/draft-answers.ts';

/** A draft's rows, read together, and how far they bring it. */
export async function readDraftFacts(
  db: Database | Transaction,
  draft: Draft,
  needs: ConsentNeeds,
) {
  const checkId = draft.answers.login?.checkId;
  const check =
    checkId === undefined ? null : await findConnectionCheck(db, { checkId, draftId: draft.id });
  const { editsId } = draft;
  const ownMappingVersion = await findDraftMappingVersion(db, draft.id);
  const edited = editsId === null ? null : await findConnectorMappingVersion(db, editsId);
  const kept = edited === null || isRemoval(edited) ? null : edited;
  const mappingVersion = ownMappingVersion ?? kept;
  /** Whether the file that its connector has now is to go. */
  const removesFile =
    ownMappingVersion === null && kept !== null && draft.answers.mapping?.removesFile === true;
  const consent = await findConsent(db, needs);
  const progress = progressOf(draft.answers, {
    checkState: check?.state,
    hasMappingFile: mappingVersion !== null && !removesFile,
    isConsentNeeded: needs.permissions.length > 0,
    hasConsent: consent !== null,
    isFinished: draft.finishedAt !== null,
    isEdit: editsId !== null,
  });
  return { check, mappingVersion, removesFile, consent, progress };
}
export type DraftFacts = Awaited<ReturnType<typeof readDraftFacts>>;
