/** `202611030000-TeleMessage_1_20261104050211.zip` (FACTS 3.2). */
const PACKAGE_NAME = /^(\d{4})(\d{2})(\d{2})0000-TeleMessage_(\d{1,9})_([A-Za-z0-9-]{1,40})\.zip$/;

export type PackageName = {
  /** The day whose messages it holds, as `2026-11-03`. */
  readonly day: string;
  /** Counts up from 1 when a day is cut into several packages; a gap means that one is missing. */
  readonly part: number;
  /** When it was zipped. Its format is not public, so it is kept as it stands. */
  readonly zippedAt: string;
};

/** Null for any other file, which is none of our business: an upload under way, a read-me. */
export function parsePackageName(name: string): PackageName | null {
  const [, year = '', month = '', day = '', part = '', zippedAt = ''] =
    PACKAGE_NAME.exec(name) ?? [];
  const isoDay = `${year}-${month}-${day}`;
  const time = new Date(`${isoDay}T00:00:00Z`);
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(isoDay);
  return isDay ? { day: isoDay, part: Number(part), zippedAt } : null;
}

/** Sorts by day, then part, then name. */
export function comparePackageNames(left: string, right: string): number {
  const [a, b] = [parsePackageName(left), parsePackageName(right)];
  if (a === null || b === null) return compareText(left, right);
  return compareText(a.day, b.day) || a.part - b.part || compareText(left, right);
}

/** By code unit, so that the order is the same on every machine. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
