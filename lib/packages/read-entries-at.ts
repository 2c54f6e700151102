import type { EntryLocation } from '#lib/domain/packages/entry-location.ts';
import { isLarge, LIKELY_HEADER_BYTES, readEntry } from '#lib/packages/read-entry.ts';
import { localHeaderBytes } from '#lib/packages/unpack.ts';
import { type PackedEntry, unpackTogether } from '#lib/packages/unpack-together.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** Reading across so much that nobody asked for costs no more than beginning anew. */
const WIDEST_GAP_BYTES = 4 * 1024;
const LONGEST_SPAN_BYTES = 4 * 1024 * 1024;
/** Of small entries that share one piece of memory. */
const BYTES_PER_GROUP = 128 * 1024;

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
  let group: PackedEntry[] = [];
  let groupBytes = 0;
  const endGroup = () => {
    for (const [index, bytes] of unpackTogether(group).entries()) {
      const location = group[index]?.location;
      if (location !== undefined) found.set(location, bytes);
    }
    group = [];
    groupBytes = 0;
  };
  for (const span of toSpans(locations.filter((location) => !isLarge(location)))) {
    const { startBytes, endBytes } = span;
    const bytes = await staged.read(startBytes, endBytes - startBytes);
    for (const location of span.locations) {
      const { headerOffset, compressedBytes, uncompressedBytes } = location;
      const local = bytes.subarray(headerOffset - startBytes);
      const headerBytes = localHeaderBytes(local);
      const packed = local.subarray(headerBytes, headerBytes + compressedBytes);
      // With more header than is likely it is read by itself, below.
      if (packed.length !== compressedBytes) continue;
      group.push({ packed, location });
      groupBytes += uncompressedBytes;
      if (groupBytes >= BYTES_PER_GROUP) endGroup();
    }
  }
  endGroup();
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
