import { refuseEach, type PackageRefusal } from '#lib/domain/packages/refusal.ts';

export type ArrivalVerdict =
  | { readonly state: 'to-read' }
  /** These very bytes were taken before, under whatever name (DESIGN 3.1). */
  | { readonly state: 'duplicate' }
  | { readonly state: 'refused'; readonly refusals: readonly PackageRefusal[] };

/** What is done with a package that has arrived whole, before anything in it is read. */
export function judgeArrival(arrival: {
  readonly expectedBytes: number;
  readonly arrivedBytes: number;
  readonly isTaken: boolean;
}): ArrivalVerdict {
  const { expectedBytes, arrivedBytes, isTaken } = arrival;
  if (isTaken) return { state: 'duplicate' };
  if (arrivedBytes === expectedBytes) return { state: 'to-read' };
  const refusals = refuseEach('size-changed', [`${expectedBytes} ≠ ${arrivedBytes}`]);
  return { state: 'refused', refusals };
}
