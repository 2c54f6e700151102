import { getConnectorKind } from '#lib/connectors/catalog.ts';
import { openSecret, sealSecret } from '#lib/crypto/sealed-secret.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import { insertConnector, isConnectorNameTaken } from '#lib/db/connectors.ts';
import { deleteCoveragePreviews } from '#lib/db/coverage-previews.ts';
import { readDraftFacts, type DraftFacts } from '#lib/db/draft-facts.ts';
import { findDraftSecrets, finishDraftRow, type Draft } from '#lib/db/drafts.ts';
import { giveMappingVersionToConnector } from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import { largestItemBytesOf } from '#lib/operations/connectors/largest-item.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { seenHostKey } from '#lib/domain/wizard/seen-host-key.ts';
import type { ImportForm } from '#lib/domain/wizard/step-forms.ts';
import { mayOpenStep } from '#lib/domain/wizard/wizard-steps.ts';
import { getLockedDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import {
  connectorSecretsPurpose,
  draftSecretsPurpose,
} from '#lib/operations/drafts/secrets-purpose.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Services } from '#lib/operations/services.ts';

/** Where messages go in this deployment. */
export type DestinationChoice = {
  readonly kind: string;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
};

export type FinishDraft = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly schedule: ImportForm;
  readonly destination: DestinationChoice;
};

/**
 * Makes the draft a connector, which takes its id, and queues its first import: both or neither.
 * Clicked twice, or in two tabs, it makes one connector and gives the same answer.
 * @throws {AppError} `draft-not-found`, `step-not-open` when an answer is missing or the credentials
 * have not been tried with success, `connector-name-taken`
 */
export async function finishDraft(
  services: Services,
  { draftId, actor, schedule, destination }: FinishDraft,
): Promise<{ connectorId: string }> {
  const now = services.now();
  return services.db.$transaction(async (transaction) => {
    const draft = await getLockedDraft(transaction, draftId, actor);
    if (draft.connectorId !== null) return { connectorId: draft.connectorId };
    if (draft.editsId !== null) throw new Error(`draft ${draftId}: an edit is saved, not finished`);

    const needs = { tenantId: actor.tenantId, permissions: services.permissions };
    const facts = await readDraftFacts(transaction, draft, needs);
    const { terms, login, mapping } = requireAnswers(draft, facts);
    if (await isConnectorNameTaken(transaction, login.name)) throw nameTaken();

    const connectorId = draft.id;
    const { folderName } = getConnectorKind(draft.kind);
    const { time, timeZone, secondLookTime, afterImport } = schedule;
    const isInserted = await insertConnector(transaction, {
      id: connectorId,
      kind: draft.kind,
      name: login.name,
      sourceKind: login.source.kind,
      sourceSettings: { ...settingsWithHostKey(login.source.settings, facts), afterImport },
      sourceSecrets: await sealForConnector(services, transaction, draft.id),
      destinationKind: destination.kind,
      destinationSettings: destination.settings,
      folderName,
      largestItemBytes: largestItemBytesOf(draft.kind, schedule),
      automaticMapping: mapping.isAutomatic,
      scheduleTime: time,
      scheduleTimeZone: timeZone,
      nextRunAt: nextRunAt(schedule, now),
      nextSecondLookAt:
        secondLookTime === null ? null : nextRunAt({ time: secondLookTime, timeZone }, now),
      secondLookTime,
      sourceStatusAt: now,
      termsVersion: terms.version,
      termsAcceptedBy: terms.acceptedBy,
      termsAcceptedAt: new Date(terms.acceptedAt),
      createdBy: actor.email,
      createdAt: now,
    });
    if (!isInserted) throw nameTaken();

    await giveMappingVersionToConnector(transaction, { draftId, connectorId });
    const { runId } = await queueRun(transaction, services.queue, {
      connectorId,
      trigger: 'first',
      startedBy: actor.email,
      now,
    });
    await writeAuditEntry(transaction, services.auditKey, {
      at: now,
      actor,
      action: 'connector-created',
      connectorId,
      subjects: { runId },
      details: { name: login.name, kind: draft.kind },
    });
    // The import that begins now says more than its rehearsal, which names people.
    await deleteCoveragePreviews(transaction, { draftId });
    if (!(await finishDraftRow(transaction, draftId, { connectorId, now }))) {
      throw new Error(`draft ${draftId}: finished by somebody else while locked`);
    }
    return { connectorId };
  });
}

function requireAnswers({ answers: { terms, login, mapping } }: Draft, { progress }: DraftFacts) {
  const isComplete = mayOpenStep(progress, 'review');
  if (!isComplete || terms === undefined || login === undefined || mapping === undefined) {
    throw new AppError('step-not-open', 'An earlier step needs an answer first.');
  }
  return { terms, login, mapping };
}

function nameTaken(): AppError {
  return new AppError('connector-name-taken', 'Another connector has this name.');
}

/** The key that the passed check saw is the only one the connector will ever accept. */
function settingsWithHostKey<Settings extends object>(settings: Settings, { check }: DraftFacts) {
  const hostKeySha256 = seenHostKey(check);
  return hostKeySha256 === undefined ? settings : { ...settings, hostKeySha256 };
}

/** A secret opens only in the place it was sealed for, so it is sealed anew for the connector. */
async function sealForConnector(
  { masterKey }: Services,
  transaction: Transaction,
  draftId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await findDraftSecrets(transaction, draftId);
  if (sealed === null) throw new Error(`draft ${draftId}: passed its check without credentials`);
  const secrets = openSecret(masterKey, draftSecretsPurpose(draftId), sealed);
  return sealSecret(masterKey, connectorSecretsPurpose(draftId), secrets);
}
