import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

type Pieces = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/**
 * Writes a file that is either as before or complete, whatever happens: under a name that begins with
 * a dot, forced to the disk, then renamed. Only one writer at a time may write to a name.
 */
export async function writeDurably(file: string, content: Pieces): Promise<void> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = path.join(directory, `.${path.basename(file)}.part`);
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(directory);
}

/** A new name is only sure to be there after a power cut when its directory was forced to the disk. */
async function syncDirectory(directory: string): Promise<void> {
  // Windows has no such thing: its names are written through.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
