import type { CatalogEntry } from '#lib/connectors/catalog.ts';

/** An archiver whose days are made up, by what the catalog says of its kind. */
export type SampleArchive = Pick<
  CatalogEntry,
  'id' | 'listLabel' | 'pageLabel' | 'services' | 'contentTypes' | 'itemFormat'
> & {
  /** Has full days, with everything that the import must cope with; the others have smaller ones. */
  readonly isBusy: boolean;
};

/** Whether the archiver captures any of these. */
export function captures(
  { contentTypes }: SampleArchive,
  ...wanted: readonly SampleArchive['contentTypes'][number][]
): boolean {
  return wanted.some((type) => contentTypes.includes(type));
}

/** The services in turn, so that each has its share of every day. */
export function takeTurns({ services }: SampleArchive): () => string {
  let next = 0;
  return () => {
    const service = services[next % services.length];
    if (service === undefined) throw new Error('an archiver that captures no service');
    next += 1;
    return service;
  };
}
