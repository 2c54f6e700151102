import type { z } from 'zod';
import { type DirectoryKind, directoryKindSchema } from '#lib/directory/catalog.ts';
import { openGraphDirectory } from '#lib/directory/graph/adapter.ts';
import { graphDirectoryDefinition } from '#lib/directory/graph/definition.ts';
import type { Directory } from '#lib/directory/port.ts';
import { openStaticDirectory } from '#lib/directory/static/adapter.ts';
import { staticDirectoryDefinition } from '#lib/directory/static/definition.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { GraphClientOptions } from '#lib/microsoft-graph/graph-client.ts';

type OpenAdapter = (rawSettings: unknown, options: GraphClientOptions) => Directory;

const adapters: Readonly<Record<DirectoryKind, OpenAdapter>> = {
  graph: defineAdapter(graphDirectoryDefinition, (_settings, options) =>
    openGraphDirectory(options),
  ),
  static: defineAdapter(staticDirectoryDefinition, openStaticDirectory),
};

/**
 * Opens the directory that the deployment's settings name.
 * @throws {PortError} `directory-settings-invalid`
 */
export function openDirectory(
  { kind, settings }: { readonly kind: string; readonly settings: unknown },
  options: GraphClientOptions,
): Directory {
  return adapters[directoryKindSchema.parse(kind)](settings, options);
}

/** Parses the raw settings inside, so that no caller casts. */
function defineAdapter<Settings extends z.ZodType>(
  definition: { readonly settings: Settings },
  open: (settings: z.output<Settings>, options: GraphClientOptions) => Directory,
): OpenAdapter {
  return (rawSettings, options) => {
    const settings = definition.settings.safeParse(rawSettings);
    if (!settings.success) {
      const { error: cause } = settings;
      throw new PortError('directory-settings-invalid', 'fix-settings', { cause });
    }
    return open(settings.data, options);
  };
}
