import { z } from 'zod';
import { graphDefinition } from '#lib/destinations/graph/definition.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import { memoryDefinition } from '#lib/destinations/memory/definition.ts';

/**
 * Every kind of destination there is: where messages go. A new kind is its folder with a
 * `definition.ts` (schema of its settings, fit for the browser) and a line here; then adapters.ts does
 * not compile until its adapter exists, which passes contract.ts.
 */
export const destinationDefinitions = {
  graph: graphDefinition,
  imap: imapDefinition,
  memory: memoryDefinition,
} as const;

export type DestinationKind = keyof typeof destinationDefinitions;
export const destinationKindSchema = z.enum([
  'graph',
  'imap',
  'memory',
] satisfies readonly DestinationKind[]);
