import { getConnectorKind } from '#lib/connectors/catalog.ts';

/** The limit of a connector, or that of its kind where it has none of its own yet. */
export function largestItemBytesOf(setup: {
  readonly kind: string;
  readonly largestItemBytes: number | null;
}): number {
  return setup.largestItemBytes ?? getConnectorKind(setup.kind).largestItemBytes;
}
