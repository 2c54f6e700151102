import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Files below the directories that hold one of the canaries in the clear, also in base64 or UTF-16.
 * @param canary a text that stands in every message and nowhere else
 */
export async function findCanaries(
  directories: readonly string[],
  canary: string,
): Promise<readonly string[]> {
  const needles = spellings(canary);
  const found: string[] = [];
  for (const directory of directories) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      if (await holds(file, needles).catch(isGone)) found.push(file);
    }
  }
  return found;
}

/** Base64 spells a text in three ways, by where in a group of three bytes it begins. */
function spellings(canary: string): readonly Buffer[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.from(' '.repeat(before) + canary).toString('base64');
    return encoded.slice(4, -4);
  });
  return [
    Buffer.from(canary),
    Buffer.from(canary, 'utf16le'),
    ...inBase64.map((text) => Buffer.from(text)),
  ];
}

async function holds(file: string, needles: readonly Buffer[]): Promise<boolean> {
  const longest = Math.max(...needles.map(({ length }) => length));
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) {
    if (!Buffer.isBuffer(chunk)) continue;
    const bytes = Buffer.concat([rest, chunk]);
    if (needles.some((needle) => bytes.includes(needle))) return true;
    rest = Buffer.from(bytes.subarray(-longest));
  }
  return false;
}

/** Files come and go under a database that runs. */
function isGone(error: unknown): boolean {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
  throw error;
}
