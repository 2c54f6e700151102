import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import { findDraft } from '#lib/db/drafts.ts';
import { insertMappingPages, type OnRowsWritten } from '#lib/db/mapping-pages.ts';
import {
  deleteProposedVersions,
  findConnectorMappingVersion,
  findDraftMappingVersion,
  insertProposedVersion,
  saveMappingChanges,
} from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import { compareMappingVersions } from '#lib/db/compare-mapping-versions.ts';
import {
  readMappingUpload,
  type MappingUpload,
} from '#lib/operations/mapping-files/read-mapping-upload.ts';
import type { Services } from '#lib/operations/services.ts';

/** What a file is uploaded for. */
export type MappingTarget = { readonly draftId: string } | { readonly connectorId: string };

export type ProposeMapping = {
  readonly target: MappingTarget;
  readonly actor: { readonly id: string; readonly email: string };
  readonly upload: MappingUpload;
  readonly onWritten?: (progress: { readonly written: number; readonly of: number }) => void;
};

export type ProposedMapping = {
  readonly versionId: string;
  readonly rowCount: number;
  /** The version it would replace; null when there is none. */
  readonly currentVersionId: string | null;
};

/** Files that were uploaded and neither confirmed nor taken back go after a day. */
const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;
const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Checks and stores an uploaded file whole or not at all. It decides nothing before somebody confirms it:
 * `saveMapping` for a draft, `replaceMapping` for a connector.
 * @throws {AppError} `not-found`, `mapping-file-refused`; whatever `onWritten` throws to stop it
 */
export async function proposeMapping(
  { db, now }: Services,
  { target, actor, upload, onWritten }: ProposeMapping,
): Promise<ProposedMapping> {
  const { proposedFor, current } = await findTarget({ db }, target, actor);
  const { rows, ...file } = await readMappingUpload(upload);
  const author = actor.email;
  const report: OnRowsWritten = (written) => onWritten?.({ written, of: rows.count });

  const versionId = await db.$transaction(
    async (transaction) => {
      const before = new Date(now().getTime() - FORGOTTEN_AFTER_MS);
      await deleteProposedVersions(transaction, { proposedFor, author, before });
      const version = { proposedFor, author, ...file, rowCount: rows.count };
      const id = await insertProposedVersion(transaction, version);
      await insertMappingPages(transaction, { versionId: id, rows }, report);
      return id;
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
  if (current !== null) {
    const compared = { fromVersionId: current.id, toVersionId: versionId, connectorId: null };
    const { counts } = await compareMappingVersions(db, compared);
    await saveMappingChanges(db, versionId, { ...counts, against: current.number });
  }
  const replaced = current === null || isRemoval(current) ? null : current.id;
  return { versionId, rowCount: rows.count, currentVersionId: replaced };
}

/** @throws {AppError} `not-found` */
async function findTarget(
  { db }: Pick<Services, 'db'>,
  target: MappingTarget,
  actor: { readonly id: string },
) {
  if ('draftId' in target) {
    const { draftId } = target;
    const draft = await findDraft(db, { draftId, owner: actor.id });
    if (draft === null) throw new AppError('not-found', 'This draft does not exist.');
    const own = await findDraftMappingVersion(db, draftId);
    // An edit of a connector goes by the connector's file until it has one of its own.
    const edited =
      own === null && draft.editsId !== null
        ? await findConnectorMappingVersion(db, draft.editsId)
        : null;
    return { proposedFor: draftId, current: own ?? edited };
  }
  const { connectorId } = target;
  if ((await findConnectorSchedule(db, connectorId)) === null) {
    throw new AppError('not-found', 'This connector does not exist.');
  }
  return { proposedFor: connectorId, current: await findConnectorMappingVersion(db, connectorId) };
}
