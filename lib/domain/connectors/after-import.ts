import { z } from 'zod';

/** What happens at the source to a package whose import is proved. Only `leave` writes nothing there. */
export const AFTER_IMPORT = ['leave', 'move', 'delete'] as const;
export type AfterImport = (typeof AFTER_IMPORT)[number];
export type PutAwayHow = Exclude<AfterImport, 'leave'>;

/** Part of the settings of every kind of source. */
export const afterImportSchema = z.enum(AFTER_IMPORT).default('leave');

/** Where `move` puts packages, below the directory in which they lay. */
export const IMPORTED_DIRECTORY = 'imported';

/**
 * The names under which a package may be put there, in the order in which they are tried: a name that
 * was sent again with other content must not take the place of the first one.
 */
export function* importedNames(name: string): Generator<string> {
  yield name;
  for (let number = 2; ; number += 1) yield `${name}.${number}`;
}
