import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type PackageItem = {
  /** Name inside the ZIP, ending in `.eml` or `.json`. */
  readonly entryName: string;
  /** An e-mail file, or a message record. */
  readonly eml: Buffer;
};

export type PackageContent = {
  /** As `packageName` makes it; the manifest takes its base name. */
  readonly name: string;
  readonly items: readonly PackageItem[];
  /** Instead of the one that fits the items: to build a package that must be refused. */
  readonly manifest?: string;
};

/**
 * `YYYYMMDD0000-TeleMessage_<part>_<YYYYMMDDHHmmss>.zip`, in UTC.
 * @param day `YYYY-MM-DD`: the day on which the items happened
 * @param part counts from 1 where a day needs several packages
 */
export function packageName(fields: { day: string; part: number; zippedAt: Date }): string {
  const zippedAt = fields.zippedAt.toISOString().slice(0, 19).replace(/\D/g, '');
  return `${fields.day.replaceAll('-', '')}0000-TeleMessage_${fields.part}_${zippedAt}.zip`;
}

/** A ZIP of items with its manifest, as TeleMessage delivers it (docs/package-format.md). */
export async function buildPackage({ name, items, manifest }: PackageContent): Promise<Buffer> {
  const baseName = name.replace(/\.zip$/i, '');
  const zip = new ZipFile();
  for (const { entryName, eml } of items) zip.addBuffer(eml, entryName);
  zip.addBuffer(Buffer.from(manifest ?? formatManifest(items)), `${baseName}.mf`);
  zip.end();
  return buffer(zip.outputStream);
}

function formatManifest(items: readonly PackageItem[]): string {
  return [`Count: ${items.length}`, ...items.map(({ entryName }) => entryName), ''].join('\r\n');
}
