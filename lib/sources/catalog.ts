import { z } from 'zod';
import { folderDefinition } from '#lib/sources/folder/definition.ts';
import { sftpDefinition } from '#lib/sources/sftp/definition.ts';

/**
 * Every kind of source there is: where packages come from. A new kind is its folder with a
 * `definition.ts` (schemas of settings and secrets, fit for the browser) and a line here; then
 * adapters.ts does not compile until its adapter exists, which passes contract.ts.
 */
export const sourceDefinitions = {
  sftp: sftpDefinition,
  folder: folderDefinition,
} as const;

export const sourceKindSchema = z.enum([
  'sftp',
  'folder',
] satisfies (keyof typeof sourceDefinitions)[]);
export type SourceKind = keyof typeof sourceDefinitions;
