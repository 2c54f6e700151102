import { deleteUnfetchedPackage } from '#lib/db/packages.ts';
import { getRunNotices, replaceRunNotice } from '#lib/db/run-notices.ts';
import { getRunState } from '#lib/db/runs.ts';
import { NOTICE_NAMES } from '#lib/domain/runs/run-notice.ts';
import type { Services } from '#lib/operations/services.ts';

type LeftPackage = {
  readonly runId: string;
  readonly packageId: string;
  readonly name: string;
  /** Code of the source's refusal. */
  readonly reason: string;
};

/** Forgets a package that is not fetched any more; the run says so. */
export async function leaveAtSource(
  { db }: Pick<Services, 'db'>,
  { runId, packageId, name, reason }: LeftPackage,
): Promise<void> {
  await db.$transaction(async (transaction) => {
    // Locks the run: several packages may be left at once.
    await getRunState(transaction, runId);
    if (!(await deleteUnfetchedPackage(transaction, packageId))) return;
    const notices = await getRunNotices(transaction, runId);
    const { names, count } = notices.find((notice) => notice.code === 'left-at-source') ?? {
      names: [],
      count: 0,
    };
    await replaceRunNotice(transaction, runId, 'left-at-source', {
      code: 'left-at-source',
      reason,
      names: [...names, name].slice(0, NOTICE_NAMES),
      count: count + 1,
    });
  });
}
