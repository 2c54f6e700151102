import { deleteDraftRow, listExpiredDraftIds } from '#lib/db/drafts.ts';
import { deleteDraftMappingVersions } from '#lib/db/mapping-versions.ts';
import { expiredBefore } from '#lib/domain/wizard/draft-expiry.ts';
import type { Services } from '#lib/operations/services.ts';

/** Deletes setups that nobody has touched for a month, with the credentials and files that they hold. */
export async function deleteExpiredDrafts({
  db,
  now,
}: Pick<Services, 'db' | 'now'>): Promise<void> {
  const before = expiredBefore(now());
  for (const draftId of await listExpiredDraftIds(db, before)) {
    await db.$transaction(async (transaction) => {
      await deleteDraftMappingVersions(transaction, draftId);
      await deleteDraftRow(transaction, draftId);
    });
  }
}
