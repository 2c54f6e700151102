import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { isLarge, LIKELY_HEADER_BYTES, readEntry } from '#lib/packages/read-entry.ts';
import { localHeaderBytes, unpack } from '#lib/packages/unpack.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** Reading across so much that nobody asked for costs no more than beginning anew. */
const WIDEST_GAP_BYTES = 4 * 1024;
const LONGEST_SPAN_BYTES = 4 * 1024 * 1024;

/**
 * The bytes of entries that lie anywhere in a package, in the order of the locations. Neighbours are
 * read at once. For many calls on one package, open it with `cacheBlocks`.
 * @throws {PackageRefusedError} `package-damaged` when bytes are not those the directory promised
 * @throws {PortError} from the staging
 */
export async function readEntriesAt(
  staged: StagedObject,
  locations: readonly EntryLocation[],
): Promise<readonly Buffer[]> {
  const found = new Map<EntryLocation, Buffer>();
  for (const span of toSpans(locations.filter((location) => !isLarge(location)))) {
    const { startBytes, endBytes } = span;
    const bytes = await staged.read(startBytes, endBytes - startBytes);
    for (const location of span.locations) {
      const { headerOffset, compressedBytes } = location;
      const local = bytes.subarray(headerOffset - startBytes);
      const headerBytes = localHeaderBytes(local);
      const packed = local.subarray(headerBytes, headerBytes + compressedBytes);
      const isWhole = packed.length === compressedBytes;
      found.set(location, isWhole ? unpack(packed, location) : await readEntry(staged, location));
    }
  }
  const inOrder: Buffer[] = [];
  for (const location of locations) {
    inOrder.push(found.get(location) ?? (await readEntry(staged, location)));
  }
  return inOrder;
}

type Span = {
  readonly startBytes: number;
  readonly endBytes: number;
  readonly locations: readonly EntryLocation[];
};

function toSpans(locations: readonly EntryLocation[]): readonly Span[] {
  const spans: (Span & { endBytes: number; readonly locations: EntryLocation[] })[] = [];
  for (const location of locations.toSorted((a, b) => a.headerOffset - b.headerOffset)) {
    const startBytes = location.headerOffset;
    const endBytes = startBytes + LIKELY_HEADER_BYTES + location.compressedBytes;
    const last = spans.at(-1);
    const isNear =
      last !== undefined &&
      startBytes <= last.endBytes + WIDEST_GAP_BYTES &&
      endBytes <= last.startBytes + LONGEST_SPAN_BYTES;
    if (isNear) {
      last.endBytes = Math.max(last.endBytes, endBytes);
      last.locations.push(location);
    } else {
      spans.push({ startBytes, endBytes, locations: [location] });
    }
  }
  return spans;
}
