import type { MappingCheck } from '#lib/domain/mapping-file/check-mapping-file.ts';
import type { MappingProblemCode } from '#lib/domain/mapping-file/mapping-problem.ts';

/** The words of the list of problems, in the reader's language. */
export type MappingListWords = {
  readonly error: string;
  readonly warning: string;
  /** Stands in a text for the number of the other row. */
  readonly placeOfOther: string;
  readonly codes: Readonly<
    Record<MappingProblemCode, { readonly text: string; readonly fix: string }>
  >;
};

/** What the page says to the thread that reads mapping files. */
export type ToMappingThread =
  | { readonly type: 'check'; readonly file: File }
  | { readonly type: 'list'; readonly head: readonly string[]; readonly words: MappingListWords };

/** What that thread answers. */
export type ToMappingPage =
  | { readonly type: 'progress'; readonly share: number }
  /** With the first problems only. */
  | { readonly type: 'checked'; readonly check: MappingCheck }
  /** The browser could not read the file: it was moved or locked meanwhile. */
  | { readonly type: 'unread' }
  | { readonly type: 'list'; readonly list: Blob };
