import { sumOfOutcomes, type RunCounters } from '#lib/domain/runs/check-books.ts';

export type BookTerm = {
  readonly counter: Exclude<keyof RunCounters, 'packagesRefused'>;
  readonly value: number;
};

export type BookEquation = {
  readonly id: 'items' | 'outcomes';
  readonly left: BookTerm;
  /** Summed up. */
  readonly right: readonly BookTerm[];
  /** Left minus right; 0 when it adds up. */
  readonly difference: number;
};

const outcomes = ['imported', 'partiallyImported', 'skipped', 'failed', 'held'] as const;

/** DESIGN 3.8 as the two equations that the run page shows. */
export function bookEquations(counters: RunCounters): readonly BookEquation[] {
  const term = (counter: BookTerm['counter']): BookTerm => ({ counter, value: counters[counter] });
  return [
    {
      id: 'items',
      left: term('itemsInManifests'),
      right: [term('itemsAvailable')],
      difference: counters.itemsInManifests - counters.itemsAvailable,
    },
    {
      id: 'outcomes',
      left: term('availableForImport'),
      right: outcomes.map(term),
      difference: counters.availableForImport - sumOfOutcomes(counters),
    },
  ];
}
