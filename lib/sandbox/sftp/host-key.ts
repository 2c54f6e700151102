import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';

/** The server's private key, made once: a client that pinned it finds the same after a restart. */
export async function ensureHostKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isMissingFile(error)) throw error;
  }
  return replaceHostKey(file);
}

/** @returns a new private key, which the file holds from now on */
export async function replaceHostKey(file: string): Promise<string> {
  const key = generateHostKey();
  await writeFileAtomically(file, key, 0o600);
  return key;
}

/**
 * A host key (ECDSA, P-256) as ssh2 reads it. Not by ssh2's own `generateKeyPairSync('ed25519')`:
 * about one in 150 of its keys cannot be read again (ssh2 1.17).
 */
export function generateHostKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
