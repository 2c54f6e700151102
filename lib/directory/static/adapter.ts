import type { Directory } from '#lib/directory/port.ts';
import type { StaticDirectorySettings } from '#lib/directory/static/definition.ts';
import { readMailboxList } from '#lib/directory/static/read-mailbox-list.ts';

/**
 * Whoever is on the list has a mailbox; whether it really exists shows when something is delivered. The
 * file is read anew with each call, so that a change holds from the next import on.
 */
export function openStaticDirectory({ file }: StaticDirectorySettings): Directory {
  return {
    async *listMailboxes() {
      yield* await readMailboxList(file);
    },
  };
}
