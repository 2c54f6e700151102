import { isDeepStrictEqual } from 'node:util';
import { openSecret, sealSecret } from '#lib/crypto/sealed-secret.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import {
  addMappingVersionOfDraft,
  lockConnectorForEdit,
  saveConnectorEdit,
  type LockedConnector,
} from '#lib/db/connector-edits.ts';
import { isConnectorNameTaken } from '#lib/db/connectors.ts';
import { readDraftFacts, type DraftFacts } from '#lib/db/draft-facts.ts';
import { findDraftSecrets, finishDraftRow, type Draft } from '#lib/db/drafts.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { changesBetween } from '#lib/domain/wizard/connector-changes.ts';
import { seenHostKey } from '#lib/domain/wizard/seen-host-key.ts';
import type { ImportForm } from '#lib/domain/wizard/step-forms.ts';
import { mayOpenStep } from '#lib/domain/wizard/wizard-steps.ts';
import { settingsOf } from '#lib/operations/connectors/begin-edit.ts';
import { largestItemBytesOf } from '#lib/operations/connectors/largest-item.ts';
import { getLockedDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import {
  connectorSecretsPurpose,
  draftSecretsPurpose,
} from '#lib/operations/drafts/secrets-purpose.ts';
import { removeMapping } from '#lib/operations/mapping-files/remove-mapping.ts';
import { resumeRunAtSource } from '#lib/operations/runs/resume-run-at-source.ts';
import type { Services } from '#lib/operations/services.ts';

export type SaveEdit = {
  readonly draftId: string;
  readonly actor: Actor & AuditActor;
  readonly schedule: ImportForm;
};

/** Rows of a large mapping file take longer than Prisma's five seconds on a slow disk. */
const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Makes the connector what its edit says: all of it or nothing, with what was before in the audit log.
 * An import in progress ends by what it began with. Saved twice, it gives the same answer.
 * @throws {AppError} `draft-not-found`, `step-not-open` when new credentials have not been tried with
 * success, `connector-name-taken`, `connector-changed` when somebody else changed it meanwhile,
 * `not-found` when it was deleted
 */
export async function saveEdit(
  services: Services,
  { draftId, actor, schedule }: SaveEdit,
): Promise<{ connectorId: string }> {
  const { db, permissions, auditKey } = services;
  const now = services.now();
  return db.$transaction(
    async (transaction) => {
      const draft = await getLockedDraft(transaction, draftId, actor);
      const { editsId: connectorId, answers } = draft;
      const { login, mapping, before } = answers;
      if (connectorId === null || login === undefined || mapping === undefined || !before) {
        throw new Error(`draft ${draftId}: not an edit`);
      }
      if (draft.finishedAt !== null) return { connectorId };

      const needs = { tenantId: actor.tenantId, permissions };
      const facts = await readDraftFacts(transaction, draft, needs);
      if (!mayOpenStep(facts.progress, 'review')) {
        throw new AppError('step-not-open', 'An earlier step needs an answer first.');
      }
      const connector = await lockConnectorForEdit(transaction, connectorId);
      if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
      if (!isDeepStrictEqual(settingsOf(connector), before)) {
        throw new AppError('connector-changed', 'Somebody else has changed this connector.');
      }
      if (await isConnectorNameTaken(transaction, login.name, connectorId)) {
        throw new AppError('connector-name-taken', 'Another connector has this name.');
      }

      const after = { name: login.name, isAutomatic: mapping.isAutomatic, schedule };
      await saveConnectorEdit(transaction, connectorId, {
        name: login.name,
        automaticMapping: mapping.isAutomatic,
        largestItemBytes: largestItemBytesOf(draft.kind, schedule),
        ...scheduleColumns(connector, schedule, now),
        sourceSettings: {
          ...sourceSettingsOf(draft, facts),
          afterImport: schedule.afterImport,
        },
      });
      const version = await addMappingVersionOfDraft(transaction, { draftId, connectorId });
      if (facts.removesFile && facts.mappingVersion !== null) {
        const removed = { connectorId, current: facts.mappingVersion, actor };
        await removeMapping(transaction, services, removed);
      }
      const hasNewSignIn = await replaceSecrets(services, transaction, draft, connectorId);
      await finishDraftRow(transaction, draftId, { connectorId, now });

      const details = {
        ...changesBetween(before, after),
        ...(hasNewSignIn && { signIn: 'replaced' }),
        ...(version !== null && { mappingVersion: version.number, rows: version.rowCount }),
      };
      // Changing nothing leaves no trace.
      if (Object.keys(details).length > 0) {
        await writeAuditEntry(transaction, auditKey, {
          at: now,
          actor,
          action: 'connector-edited',
          connectorId,
          subjects: version === null ? {} : { mappingVersionId: version.id },
          details,
        });
      }
      return { connectorId };
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
}

/** A paused connector gets its times when it is resumed. */
function scheduleColumns({ state }: LockedConnector, schedule: ImportForm, now: Date) {
  const { time, timeZone, secondLookTime } = schedule;
  const next = (at: string) => (state === 'active' ? nextRunAt({ time: at, timeZone }, now) : null);
  return {
    scheduleTime: time,
    scheduleTimeZone: timeZone,
    secondLookTime,
    nextRunAt: next(time),
    nextSecondLookAt: secondLookTime === null ? null : next(secondLookTime),
  };
}

/** The key that a passed check saw is the only one the connector accepts from then on. */
function sourceSettingsOf({ answers }: Draft, { check }: DraftFacts) {
  const settings = answers.login?.source.settings ?? {};
  const hostKeySha256 = seenHostKey(check);
  return hostKeySha256 === undefined ? settings : { ...settings, hostKeySha256 };
}

/**
 * Credentials that were entered anew and have passed their check. A run that waits for the source goes
 * on by them. @returns whether there were any
 */
async function replaceSecrets(
  { masterKey, queue, now }: Services,
  transaction: Transaction,
  { id }: Draft,
  connectorId: string,
): Promise<boolean> {
  const sealed = await findDraftSecrets(transaction, id);
  if (sealed === null) return false;
  const secrets = openSecret(masterKey, draftSecretsPurpose(id), sealed);
  await saveConnectorEdit(transaction, connectorId, {
    sourceSecrets: sealSecret(masterKey, connectorSecretsPurpose(connectorId), secrets),
    sourceStatus: 'connected',
    sourceStatusAt: now(),
    offeredHostKey: null,
  });
  await resumeRunAtSource(transaction, queue, connectorId);
  return true;
}
