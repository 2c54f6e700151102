import { z } from 'zod';

/** Rows of one page of a run's lists. */
export const RUN_LIST_PAGE_SIZE = 20;

/** The page an address asks for, from 1. Nonsense means the first. */
export const pageNumberSchema = z.coerce.number().int().min(1).max(100_000).catch(1);

export function pageOf(page: number): { readonly skip: number; readonly take: number } {
  return { skip: (page - 1) * RUN_LIST_PAGE_SIZE, take: RUN_LIST_PAGE_SIZE };
}
