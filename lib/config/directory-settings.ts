import path from 'node:path';
import { z } from 'zod';

export const directoryVariables = {
  MAILBOX_LIST_FILE: z.string().min(1).optional(),
} as const;

/** Who has a mailbox: the users of the tenant, or a list in a file. */
export type DirectorySettings =
  | { readonly kind: 'graph'; readonly settings: object }
  | { readonly kind: 'static'; readonly settings: { readonly file: string } };

export function directorySettings({
  MAILBOX_LIST_FILE: file,
}: z.infer<z.ZodObject<typeof directoryVariables>>): DirectorySettings {
  return file === undefined
    ? { kind: 'graph', settings: {} }
    : { kind: 'static', settings: { file: path.resolve(file) } };
}
