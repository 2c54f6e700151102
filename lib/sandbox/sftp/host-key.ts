import { readFile, writeFile } from 'node:fs/promises';
import ssh2 from 'ssh2';

/** The server's private key, made once: a client that pinned it finds the same after a restart. */
export async function ensureHostKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
  const key = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'custody sandbox' }).private;
  await writeFile(file, key, { mode: 0o600 });
  return key;
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
