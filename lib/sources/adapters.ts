import type { z } from 'zod';
import { PortError } from '#lib/domain/errors.ts';
import { type SourceKind, sourceKindSchema } from '#lib/sources/catalog.ts';
import { openFolderSource } from '#lib/sources/folder/adapter.ts';
import { folderDefinition } from '#lib/sources/folder/definition.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';
import { openSftpSource } from '#lib/sources/sftp/adapter.ts';
import { sftpDefinition } from '#lib/sources/sftp/definition.ts';

type OpenAdapter = (
  raw: { readonly settings: unknown; readonly secrets: unknown },
  options: OpenSource,
) => Promise<Source>;

const adapters: Readonly<Record<SourceKind, OpenAdapter>> = {
  sftp: defineAdapter(sftpDefinition, openSftpSource),
  folder: defineAdapter(folderDefinition, openFolderSource),
};

/**
 * Opens a source with its settings and secrets as they are stored. With `onStep` all of it is tried,
 * the listing of packages included.
 * @throws {PortError} `source-settings-invalid`, or what the kind's errors.ts lists
 */
export function openSource(
  kind: string,
  settings: unknown,
  secrets: unknown,
  options: OpenSource,
): Promise<Source> {
  return adapters[sourceKindSchema.parse(kind)]({ settings, secrets }, options);
}

/** Parses the raw settings inside, so that no caller casts. */
function defineAdapter<Settings extends z.ZodType, Secrets extends z.ZodType>(
  definition: { readonly settings: Settings; readonly secrets: Secrets },
  open: (
    account: { readonly settings: z.output<Settings>; readonly secrets: z.output<Secrets> },
    options: OpenSource,
  ) => Promise<Source>,
): OpenAdapter {
  return async (raw, options) => {
    const settings = definition.settings.safeParse(raw.settings);
    const secrets = definition.secrets.safeParse(raw.secrets);
    if (!settings.success || !secrets.success) {
      const cause = settings.error ?? secrets.error;
      throw new PortError('source-settings-invalid', 'fix-settings', { cause });
    }
    return open({ settings: settings.data, secrets: secrets.data }, options);
  };
}
