import { z } from 'zod';
import { afterImportSchema } from '#lib/domain/connectors/after-import.ts';

/** Packages in a directory that this machine has mounted: a share, or what another tool fetches. */
export const folderDefinition = {
  kind: 'folder',
  settings: z.object({
    /** Absolute, so that it does not depend on where the worker was started. */
    directory: z
      .string()
      .max(1_000)
      .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/),
    afterImport: afterImportSchema,
  }),
  /** Whoever mounts the directory has signed in already. */
  secrets: z.object({}),
} as const;

/** What the adapter needs; what happens after an import is decided outside it. */
export type FolderSettings = Pick<z.infer<typeof folderDefinition.settings>, 'directory'>;
