import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/**
 * Adds a line, forced to the disk, to a file that is only ever added to, so that it may lie where
 * nothing can be changed. Only one writer at a time.
 * @param line with its line end
 */
export async function appendLine(file: string, line: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    await handle.appendFile((await endsWithLine(handle)) ? line : `\n${line}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The lines of such a file; none when it does not exist. */
export async function* readLines(file: string): AsyncGenerator<string, void, undefined> {
  const handle = await openIfPresent(file);
  if (handle === null) return;
  yield* handle.readLines();
}

/** False when a crash cut the last line short: it stays as it is, and is written again after it. */
async function endsWithLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === '\n'.charCodeAt(0);
}

async function openIfPresent(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
