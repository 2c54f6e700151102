/** One measured figure of a bench, as `npm run bench` prints it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure should be, in words, such as `< 10 s`. */
  readonly target?: string;
};

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
