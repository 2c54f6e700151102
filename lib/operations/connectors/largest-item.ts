import { getConnectorKind } from '#lib/connectors/catalog.ts';

/** What Graph takes in an upload session (FACTS 4.2). */
const LARGEST_ALLOWED_BYTES = 150 * 1024 * 1024;

/** Above this an item is held: the kind's limit, or as much as a mailbox takes (DESIGN 3.5). */
export function largestItemBytesOf(
  kind: string,
  { allowsLargerItems }: { readonly allowsLargerItems: boolean },
): number {
  return allowsLargerItems ? LARGEST_ALLOWED_BYTES : getConnectorKind(kind).largestItemBytes;
}
