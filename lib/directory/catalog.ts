import { z } from 'zod';
import { graphDirectoryDefinition } from '#lib/directory/graph/definition.ts';
import { staticDirectoryDefinition } from '#lib/directory/static/definition.ts';

/**
 * Every kind of directory there is: who has a mailbox. A new kind is its folder with a
 * `definition.ts` (schema of its settings, fit for the browser) and a line here; then adapters.ts does
 * not compile until its adapter exists, which passes contract.ts.
 */
export const directoryDefinitions = {
  graph: graphDirectoryDefinition,
  static: staticDirectoryDefinition,
} as const;

export type DirectoryKind = keyof typeof directoryDefinitions;
export const directoryKindSchema = z.enum(['graph', 'static'] satisfies readonly DirectoryKind[]);
