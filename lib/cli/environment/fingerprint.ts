import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A number for the contents of files and folders, to know when something made from them is stale. */
export async function fingerprint(
  root: string,
  names: readonly string[],
  isLeftOut: (file: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of await listFiles(root, names)) {
    if (isLeftOut(file)) continue;
    const content = await readFile(path.join(root, file));
    hash.update(`\0${file}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest('hex');
}

async function listFiles(root: string, names: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await stat(path.join(root, name)).catch(() => undefined);
    if (found === undefined) continue;
    if (found.isFile()) {
      files.push(name);
      continue;
    }
    const entries = await readdir(path.join(root, name), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile()) files.push(path.relative(root, path.join(entry.parentPath, entry.name)));
    }
  }
  return files.sort();
}
