import type { z } from 'zod';
import { type DestinationKind, destinationKindSchema } from '#lib/destinations/catalog.ts';
import {
  openGraphDestination,
  type GraphDestinationOptions,
} from '#lib/destinations/graph/adapter.ts';
import { graphDefinition } from '#lib/destinations/graph/definition.ts';
import { type ImapOptions, openImapDestination } from '#lib/destinations/imap/adapter.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { memoryDefinition } from '#lib/destinations/memory/definition.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';

/** What this deployment has to offer to its destinations; each kind takes what it needs. */
type DestinationOptions = GraphDestinationOptions & ImapOptions;

type OpenAdapter = (rawSettings: unknown, options: DestinationOptions) => Destination;

const adapters: Readonly<Record<DestinationKind, OpenAdapter>> = {
  graph: defineAdapter(graphDefinition, (_settings, options) => openGraphDestination(options)),
  imap: defineAdapter(imapDefinition, openImapDestination),
  memory: defineAdapter(memoryDefinition, () => openMemoryDestination()),
};

/**
 * Opens a destination with its settings as they are stored.
 * @throws {PortError} `destination-settings-invalid`
 */
export function openDestination(
  kind: string,
  settings: unknown,
  options: DestinationOptions,
): Destination {
  return adapters[destinationKindSchema.parse(kind)](settings, options);
}

/** Parses the raw settings inside, so that no caller casts. */
function defineAdapter<Settings extends z.ZodType>(
  definition: { readonly settings: Settings },
  open: (settings: z.output<Settings>, options: DestinationOptions) => Destination,
): OpenAdapter {
  return (rawSettings, options) => {
    const settings = definition.settings.safeParse(rawSettings);
    if (!settings.success) {
      const { error: cause } = settings;
      throw new PortError('destination-settings-invalid', 'fix-settings', { cause });
    }
    return open(settings.data, options);
  };
}
