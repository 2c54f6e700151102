import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import { parsePackageName } from '#lib/domain/packages/package-name.ts';

/**
 * How a package arrived.
 * - `late`: packages of a later day have been taken before it.
 * - `sent-again`: its name was taken before, with another size or time. Whether its content is another
 *   one says the package's state: read, or known already.
 */
export const PACKAGE_NOTES = ['late', 'sent-again'] as const;
export type PackageNote = (typeof PACKAGE_NOTES)[number];

/** @param takenNames of all packages taken in earlier runs */
export function describeArrival(
  takenNames: Iterable<string>,
): (found: Pick<RemotePackage, 'name'>) => readonly PackageNote[] {
  const names = new Set(takenNames);
  const days = [...names].flatMap((name) => parsePackageName(name)?.day ?? []);
  const newestDay = days.reduce((newest, day) => (day > newest ? day : newest), '');
  return ({ name }) => {
    const day = parsePackageName(name)?.day ?? '';
    return [
      ...(day < newestDay ? (['late'] as const) : []),
      ...(names.has(name) ? (['sent-again'] as const) : []),
    ];
  };
}
