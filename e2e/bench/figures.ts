/** One measured figure of a bench, as `npm run bench` prints it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure should be, in words, such as `< 10 s`. */
  readonly target?: string;
};
