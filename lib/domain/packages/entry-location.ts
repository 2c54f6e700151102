import { z } from 'zod';

const bytes = z.int().min(0);

/** Where an entry lies in its package, so that it can be read without the ZIP's directory. */
export const entryLocationSchema = z.strictObject({
  headerOffset: bytes,
  compressedBytes: bytes,
  uncompressedBytes: bytes,
  crc32: z.int().min(0).max(0xffff_ffff),
  method: z.enum(['stored', 'deflated']),
});
export type EntryLocation = z.infer<typeof entryLocationSchema>;

export type PackageEntry = {
  readonly name: string;
  readonly location: EntryLocation;
  /** Where what follows the entry begins: the next entry, or the directory. */
  readonly endOffset: number;
};

/** Entries in the order in which they lie in their package. A million of them need little memory. */
export type PackageEntries = Iterable<PackageEntry> & {
  readonly length: number;
  slice(start: number, end?: number): PackageEntries;
};
