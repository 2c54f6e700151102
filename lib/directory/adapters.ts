import { z } from 'zod';
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

const chosenDirectorySchema = z.object({
  directory: z
    .object({ kind: directoryKindSchema, settings: z.unknown() })
    .default({ kind: 'graph', settings: {} }),
});

/**
 * The directory of a connector. It goes with the destination, whose mailboxes it knows:
 * `directory: { kind: 'static', settings: { list } }` among the destination's settings names one of
 * its own; without it, it is the tenant's.
 * @param destinationSettings as they are stored
 * @throws {PortError} `directory-settings-invalid`
 */
export function openDirectoryOf(
  destinationSettings: unknown,
  options: GraphClientOptions,
): Directory {
  const { directory } = parseSettings(chosenDirectorySchema, destinationSettings);
  return adapters[directory.kind](directory.settings, options);
}

/** Parses the raw settings inside, so that no caller casts. */
function defineAdapter<Settings extends z.ZodType>(
  definition: { readonly settings: Settings },
  open: (settings: z.output<Settings>, options: GraphClientOptions) => Directory,
): OpenAdapter {
  return (rawSettings, options) => open(parseSettings(definition.settings, rawSettings), options);
}

function parseSettings<Settings extends z.ZodType>(
  schema: Settings,
  raw: unknown,
): z.output<Settings> {
  const settings = schema.safeParse(raw);
  if (settings.success) return settings.data;
  throw new PortError('directory-settings-invalid', 'fix-settings', { cause: settings.error });
}
