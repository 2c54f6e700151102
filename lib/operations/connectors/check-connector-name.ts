import { isConnectorNameTaken } from '#lib/db/connectors.ts';
import { findDraft } from '#lib/db/drafts.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Says at once what Next would say. @throws {AppError} `connector-name-taken`, `draft-not-found`
 */
export async function checkConnectorName(
  { db }: Services,
  {
    draftId,
    name,
    actor,
  }: { readonly draftId: string; readonly name: string; readonly actor: Actor },
): Promise<void> {
  const draft = await findDraft(db, { draftId, owner: actor.id });
  if (draft === null) throw new AppError('draft-not-found', 'This draft no longer exists.');
  if (await isConnectorNameTaken(db, name, draft.editsId)) {
    throw new AppError('connector-name-taken', 'Another connector has this name.');
  }
}
