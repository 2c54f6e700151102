import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import { findConnectionCheck } from '#lib/db/connection-checks.ts';
import { findConnectorNameOf } from '#lib/db/connector-edits.ts';
import { database } from '#lib/db/client.ts';
import { readDraftFacts } from '#lib/db/draft-facts.ts';
import { findDraft, listOpenDrafts, type Draft } from '#lib/db/drafts.ts';
import type { ConnectionCheckView } from '#lib/domain/connection-check.ts';
import { draftExpiry } from '#lib/domain/wizard/draft-expiry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { formatServer, sourceServerSchema } from '#lib/domain/source-server.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { hasAnswers } from '#lib/domain/wizard/draft-answers.ts';
import { seenHostKey } from '#lib/domain/wizard/seen-host-key.ts';
import {
  currentStep,
  mayOpenStep,
  stepsFor,
  WIZARD_STEPS,
} from '#lib/domain/wizard/wizard-steps.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** One's own draft. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getDraft(draftId: string): Promise<DraftView> {
  const { user } = await authorize('connectors.write');
  const draft = await findDraft(database(), { draftId: requireId(draftId), owner: user.id });
  if (draft === null) throw new AppError('not-found', 'This draft does not exist.');
  return toDraftView(draft, user.tenantId);
}

/** One's own drafts with answers that are not finished, the latest first. @throws {AppError} `signed-out` or `forbidden` */
export async function listOwnDrafts(kind?: string): Promise<readonly DraftView[]> {
  const { user } = await authorize('connectors.write');
  const drafts = await listOpenDrafts(database(), user.id);
  return Promise.all(
    drafts
      .filter((draft) => hasAnswers(draft.answers))
      .filter((draft) => kind === undefined || draft.kind === kind)
      .map((draft) => toDraftView(draft, user.tenantId)),
  );
}

/** For the pop-up. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getConnectionCheck(
  draftId: string,
  checkId: string,
): Promise<ConnectionCheckView> {
  const { user } = await authorize('connectors.write');
  const draft = await findDraft(database(), { draftId: requireId(draftId), owner: user.id });
  const check =
    draft === null
      ? null
      : await findConnectionCheck(database(), { checkId: requireId(checkId), draftId: draft.id });
  if (check === null) throw new AppError('not-found', 'This check does not exist.');
  return { state: check.state, steps: check.steps };
}

async function toDraftView(draft: Draft, tenantId: string): Promise<DraftView> {
  const { permissions } = env();
  const facts = await readDraftFacts(database(), draft, { tenantId, permissions });
  const { terms, login, mapping, schedule } = draft.answers;
  const { editsId } = draft;
  return {
    id: draft.id,
    kind: draft.kind,
    edits:
      editsId === null
        ? null
        : { id: editsId, name: (await findConnectorNameOf(database(), editsId)) ?? '' },
    steps: stepsFor(getConnectorKind(draft.kind), facts.progress),
    openSteps: WIZARD_STEPS.filter((step) => mayOpenStep(facts.progress, step)),
    currentStep: currentStep(facts.progress),
    terms: terms ?? null,
    login:
      login === undefined
        ? null
        : {
            name: login.name,
            hasPassedCheck: facts.progress.hasPassedCheck,
            hostKey: seenHostKey(facts.check) ?? null,
            server: serverOf(login.source.settings),
          },
    hasCredentials: draft.hasCredentials || editsId !== null,
    isAutomatic: mapping?.isAutomatic ?? null,
    mappingFile: facts.mappingVersion && {
      versionId: facts.mappingVersion.id,
      fileName: facts.mappingVersion.fileName,
      rowCount: facts.mappingVersion.rowCount,
      author: facts.mappingVersion.author,
      createdAt: facts.mappingVersion.createdAt.toISOString(),
    },
    removesMappingFile: facts.removesFile,
    consent: facts.consent && {
      grantedBy: facts.consent.grantedBy,
      grantedAt: facts.consent.grantedAt.toISOString(),
      scopedMailbox: facts.consent.scopedMailbox,
    },
    isConsentNeeded: permissions.length > 0,
    schedule: schedule ?? null,
    updatedAt: draft.updatedAt.toISOString(),
    expiresAt: draftExpiry(draft.updatedAt).toISOString(),
  };
}

function serverOf(settings: unknown): string | null {
  const { data } = sourceServerSchema.safeParse(settings);
  return data === undefined ? null : formatServer(data);
}
