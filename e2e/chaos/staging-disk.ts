import { execFileSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

const DISK_MEGABYTES = 64;

/**
 * Makes the directory a small disk of its own, where this machine lets us (root on Linux).
 * @returns how to take it away again; undefined where it cannot be done
 */
export async function mountSmallDisk(directory: string): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  await mkdir(directory, { recursive: true });
  try {
    const size = `size=${DISK_MEGABYTES}m,mode=0700`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'custody-chaos', directory], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  return () => {
    execFileSync('umount', ['--lazy', directory]);
  };
}

/** Fills a disk to its last byte. @returns how to make room again */
export async function fillDisk(directory: string): Promise<() => Promise<void>> {
  const filler = path.join(directory, 'filler');
  const file = await open(filler, 'w');
  const block = Buffer.alloc(1024 * 1024);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
  return () => rm(filler, { force: true });
}
