import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const WINDOW_BYTES = 1024 * 1024;

/** A piece of a staged object in memory, for reading it from its beginning to its end. */
export type Window = {
  /** Null when not all of it is in the window. */
  peek(startBytes: number, lengthBytes: number): Buffer | null;
  read(startBytes: number, lengthBytes: number): Promise<Buffer>;
};

export function openWindow(staged: StagedObject): Window {
  let windowStart = 0;
  let bytes: Buffer = Buffer.alloc(0);
  return {
    peek(startBytes, lengthBytes) {
      const at = startBytes - windowStart;
      // Short at the end of the object, as a read would be.
      const wanted = Math.min(lengthBytes, staged.sizeBytes - startBytes);
      return at >= 0 && at + wanted <= bytes.length ? bytes.subarray(at, at + wanted) : null;
    },
    async read(startBytes, lengthBytes) {
      bytes = await staged.read(startBytes, Math.max(lengthBytes, WINDOW_BYTES));
      windowStart = startBytes;
      return bytes.subarray(0, lengthBytes);
    },
  };
}

/** All bytes of an entry: its header, its data, and what follows up to where the next one begins. */
export async function readExtent(
  window: Window,
  { location, endOffset }: PackageEntry,
): Promise<Buffer> {
  const { headerOffset } = location;
  const extentBytes = endOffset - headerOffset;
  return window.peek(headerOffset, extentBytes) ?? (await window.read(headerOffset, extentBytes));
}
