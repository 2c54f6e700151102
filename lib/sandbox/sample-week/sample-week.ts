import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import {
  buildPackage,
  packageName,
  type PackageItem,
} from '#lib/sandbox/packages/build-package.ts';

const DAYS = 7;
const DAY_MS = 24 * 3600_000;
/** TeleMessage closes a package at a maximum of items or of bytes; its numbers are not public. */
const MAXIMUM_ITEMS = 70;
const MAXIMUM_BYTES = 8 * 1024 * 1024;
/** How long after midnight UTC the first package of the day before is closed. */
const CLOSED_AFTER_MS = 5 * 60_000;

export type SampleWeek = {
  /** Where the packages of the SFTP account lie. */
  readonly directory: string;
  readonly organisation: Organisation;
  readonly now: Date;
  /** What was archived on a day (`YYYY-MM-DD`, in UTC), in the order in which it happened. */
  readonly itemsOf: (day: string, organisation: Organisation) => readonly PackageItem[];
};

/**
 * Packages for each of the seven days before today, in UTC, as far as they are not there yet.
 * @returns names of those that were written
 */
export async function ensureSampleWeek(week: SampleWeek): Promise<readonly string[]> {
  const present = await readdir(week.directory);
  const today = Math.floor(week.now.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS }, (_, index) =>
    new Date(today - (DAYS - index) * DAY_MS).toISOString().slice(0, 10),
  );
  const missing = days.filter((day) => {
    const prefix = `${day.replaceAll('-', '')}0000-`;
    return !present.some((name) => name.startsWith(prefix));
  });
  const written: string[] = [];
  for (const day of missing) written.push(...(await writeDay(week, day)));
  return written;
}

async function writeDay(
  { directory, organisation, now, itemsOf }: SampleWeek,
  day: string,
): Promise<readonly string[]> {
  const packages = cutIntoPackages(itemsOf(day, organisation));
  const names: string[] = [];
  for (const [index, items] of packages.entries()) {
    const nominal = Date.parse(`${day}T00:00:00Z`) + DAY_MS + CLOSED_AFTER_MS + index * 7_000;
    const zippedAt = new Date(Math.min(nominal, now.getTime()));
    const name = packageName({ day, part: index + 1, zippedAt });
    const file = path.join(directory, name);
    await writeFileAtomically(file, await buildPackage({ name, items }));
    await utimes(file, zippedAt, zippedAt);
    names.push(name);
  }
  return names;
}

function cutIntoPackages(items: readonly PackageItem[]): readonly (readonly PackageItem[])[] {
  const packages: PackageItem[][] = [];
  let bytes = 0;
  for (const item of items) {
    const current = packages.at(-1);
    if (
      current === undefined ||
      current.length >= MAXIMUM_ITEMS ||
      (current.length > 0 && bytes + item.eml.length > MAXIMUM_BYTES)
    ) {
      packages.push([item]);
      bytes = item.eml.length;
    } else {
      current.push(item);
      bytes += item.eml.length;
    }
  }
  return packages;
}
