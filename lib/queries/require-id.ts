import { z } from 'zod';
import { AppError } from '#lib/domain/errors.ts';

/** What an address names cannot exist when its id is none. @throws {AppError} `not-found` */
export function requireId(text: string): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new AppError('not-found', 'There is nothing at this address.');
  return id.data;
}
