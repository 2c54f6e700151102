import type { Stats } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

export type DirectoryEntry = { readonly name: string; readonly stats: Stats };

/** What an SFTP account may see: one directory, for reading, and nothing outside it. */
export type ReadOnlyFiles = {
  stat(requested: string): Promise<Stats>;
  list(requested: string): Promise<readonly DirectoryEntry[]>;
  open(requested: string): Promise<FileHandle>;
};

/** @param root existing directory that appears as `/` */
export function readOnlyFiles(root: string): ReadOnlyFiles {
  /** Resolves `..` inside the root, then links, and refuses what lies elsewhere. */
  async function resolve(requested: string): Promise<string> {
    if (requested.includes('\0')) throw missing();
    const realRoot = await realpath(root);
    const target = await realpath(path.join(realRoot, canonicalPath(requested)));
    if (target !== realRoot && !target.startsWith(realRoot + path.sep)) throw missing();
    return target;
  }

  return {
    stat: async (requested) => stat(await resolve(requested)),
    open: async (requested) => open(await resolve(requested), 'r'),
    list: async (requested) => {
      const directory = await resolve(requested);
      const names = await readdir(directory);
      // A dot begins a package that is still being written.
      const visible = names.filter((name) => !name.startsWith('.')).sort();
      return Promise.all(
        visible.map(async (name) => ({ name, stats: await stat(path.join(directory, name)) })),
      );
    },
  };
}

/** The absolute path that an SFTP client means: `..` stops at the root. */
export function canonicalPath(requested: string): string {
  return path.posix.normalize(`/${requested}`);
}

function missing(): Error {
  return Object.assign(new Error('no such file'), { code: 'ENOENT' });
}
