import { z } from 'zod';
import type { DayGap } from '#lib/domain/packages/part-gaps.ts';

const partRangeSchema = z.object({ from: z.int(), to: z.int() });

/** What is worth knowing of a run and is no fault of its books. `code` has its words in lib/messages. */
export const runNoticeSchema = z.discriminatedUnion('code', [
  /** Part numbers of a day that have never been seen; closed when they arrive in a later run. */
  z.object({
    code: z.literal('parts-missing'),
    day: z.string(),
    missing: z.array(partRangeSchema),
    isClosed: z.boolean(),
  }),
  /** Uploads under way, left for the next run. */
  z.object({ code: z.literal('still-growing'), names: z.array(z.string()), count: z.int() }),
  /** Imported packages that were to be moved or deleted at the source, and were not. */
  z.object({
    code: z.literal('source-not-tidied'),
    /** Code of the refusal (lib/sources/<kind>/errors.ts), or `package-changed`. */
    reason: z.string(),
    names: z.array(z.string()),
    count: z.int(),
  }),
  /** Packages not fetched any more, as their connector was being deleted. */
  z.object({
    code: z.literal('left-at-source'),
    /** Code of the last refusal. */
    reason: z.string(),
    names: z.array(z.string()),
    count: z.int(),
  }),
]);
export type RunNotice = z.infer<typeof runNoticeSchema>;
export const runNoticesSchema = z.array(runNoticeSchema);

/** So many names a notice bears at most; `count` says how many there are. */
export const NOTICE_NAMES = 10;

/**
 * The notices of an earlier run as they stand now: a gap is closed when nothing of it is missing any
 * more. Null when nothing has changed.
 */
export function closeGaps(
  notices: readonly RunNotice[],
  gaps: readonly DayGap[],
): readonly RunNotice[] | null {
  const openDays = new Set(gaps.map(({ day }) => day));
  const isFilled = (notice: RunNotice) =>
    notice.code === 'parts-missing' && !notice.isClosed && !openDays.has(notice.day);
  if (!notices.some(isFilled)) return null;
  return notices.map((notice) =>
    isFilled(notice) && notice.code === 'parts-missing' ? { ...notice, isClosed: true } : notice,
  );
}
