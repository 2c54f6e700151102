import 'server-only';
import { notFound } from 'next/navigation';
import { AppError } from '#lib/domain/errors.ts';

/** For pages: shows the not-found page (status 404) when the query says `not-found`. */
export async function orNotFound<Data>(query: Promise<Data>): Promise<Data> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound();
    throw error;
  }
}
