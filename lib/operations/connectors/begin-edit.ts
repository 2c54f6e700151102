import { isDeepStrictEqual } from 'node:util';
import {
  findOpenEdit,
  lockConnectorForEdit,
  type LockedConnector,
} from '#lib/db/connector-edits.ts';
import { deleteDraftRow, findDraft, insertDraft } from '#lib/db/drafts.ts';
import { deleteDraftMappingVersions } from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { ConnectorSettings } from '#lib/domain/wizard/draft-answers.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Begins to change a connector by the wizard's own steps: a draft that has its answers, and changes
 * nothing of it before it is saved. One's own edit that was left half way is taken up again, unless
 * somebody has changed the connector meanwhile.
 * @throws {AppError} `not-found`
 */
export async function beginEdit(
  { db }: Services,
  { connectorId, actor }: { readonly connectorId: string; readonly actor: Actor },
): Promise<{ draftId: string; kind: string }> {
  return db.$transaction(async (transaction) => {
    const connector = await lockConnectorForEdit(transaction, connectorId);
    if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
    const { kind, sourceKind, sourceSettings } = connector;
    const before = settingsOf(connector);

    const openId = await findOpenEdit(transaction, { connectorId, owner: actor.id });
    if (openId !== null) {
      const open = await findDraft(transaction, { draftId: openId, owner: actor.id });
      if (isDeepStrictEqual(open?.answers.before, before)) return { draftId: openId, kind };
      await deleteDraftMappingVersions(transaction, openId);
      await deleteDraftRow(transaction, openId);
    }
    const { name, isAutomatic, schedule } = before;
    const draftId = await insertDraft(transaction, {
      kind,
      owner: actor.id,
      editsId: connectorId,
      answers: {
        login: { name, source: { kind: sourceKind, settings: sourceSettings } },
        mapping: { isAutomatic },
        schedule,
        before,
      },
    });
    return { draftId, kind };
  });
}

/** What an edit compares: before, and when it is saved. */
export function settingsOf(connector: LockedConnector): ConnectorSettings {
  const { kind, largestItemBytes } = connector;
  return {
    name: connector.name,
    isAutomatic: connector.automaticMapping,
    mappingVersionId: connector.mappingVersionId,
    schedule: {
      time: connector.scheduleTime,
      timeZone: connector.scheduleTimeZone,
      secondLookTime: connector.secondLookTime,
      afterImport: connector.afterImport,
      allowsLargerItems: largestItemBytes > getConnectorKind(kind).largestItemBytes,
    },
  };
}
