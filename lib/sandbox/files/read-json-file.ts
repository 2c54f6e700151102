import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** What a file holds, or undefined when there is none. @throws when it holds something else */
export async function readJsonFile<Content>(
  file: string,
  schema: z.ZodType<Content>,
): Promise<Content | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return schema.parse(JSON.parse(text));
}
