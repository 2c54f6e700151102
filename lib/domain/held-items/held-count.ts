/**
 * Held items are counted no further than this, so that a page is as quick with millions of them; of
 * more it says that there are more. The books of each run are exact (lib/domain/runs/check-books.ts).
 */
export const MOST_COUNTED = 10_000;

/** For words with `{counted, select, more {… {most, number} …} other {… {count} …}}`. */
export function countedWords(count: number) {
  return { count, counted: count > MOST_COUNTED ? 'more' : 'exactly', most: MOST_COUNTED } as const;
}
