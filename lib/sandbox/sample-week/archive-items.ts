import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import type { PackageItem } from '#lib/sandbox/packages/build-package.ts';
import { chatDay } from '#lib/sandbox/sample-week/chat-day.ts';
import { emlItems, recordItems } from '#lib/sandbox/sample-week/day-items.ts';
import { networkDay } from '#lib/sandbox/sample-week/network/network-day.ts';
import type { SampleArchive } from '#lib/sandbox/sample-week/sample-archive.ts';

/** What an archiver captured on a day (`YYYY-MM-DD`, in UTC), in the form in which it delivers. */
export function archiveItems(
  archive: SampleArchive,
  day: string,
  organisation: Organisation,
): readonly PackageItem[] {
  return archive.itemFormat === 'mail'
    ? emlItems(chatDay(archive, day, organisation))
    : recordItems(networkDay(archive, day, organisation));
}
