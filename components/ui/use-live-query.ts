'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { fetchQuery, QueryRefusal } from '#components/ui/fetch-query.ts';

const WHILE_CHANGING_MS = 1_000;
const AT_REST_MS = 10_000;

/** Of every live query: an action that changed something has them all asked again. */
export const LIVE_QUERIES = ['live'] as const;

type LiveQuery<Schema extends z.ZodType> = {
  /** A route handler of ours; it also names the query. */
  readonly path: string;
  readonly schema: Schema;
  /** What the server has put into the page; undefined when it is to be fetched. */
  readonly initial: z.output<Schema> | undefined;
  /** Whether the data is changing now, and worth a look every second. */
  readonly isChanging: (data: z.output<Schema>) => boolean;
  /** Milliseconds between two questions; a second while it changes, else ten. */
  readonly every?: { readonly whileChanging: number; readonly atRest: number };
};

/**
 * Something that changes while it is watched: asked again every second while it changes, else every
 * ten, and not at all while nobody looks at the tab.
 */
export function useLiveQuery<Schema extends z.ZodType>({
  path,
  schema,
  initial,
  isChanging,
  every = { whileChanging: WHILE_CHANGING_MS, atRest: AT_REST_MS },
}: LiveQuery<Schema>) {
  return useQuery<z.output<Schema>>({
    queryKey: [...LIVE_QUERIES, path],
    queryFn: ({ signal }) => fetchQuery(path, schema, signal),
    ...(initial === undefined ? {} : { initialData: initial }),
    placeholderData: keepPreviousData,
    // What the server refuses it refuses again.
    retry: (failures, error) => failures < 1 && !(error instanceof QueryRefusal),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isChanging(data) ? every.whileChanging : every.atRest,
  });
}
