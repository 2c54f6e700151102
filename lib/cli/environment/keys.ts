import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Made once and kept in DATA_DIR/keys, a file each, unless the environment has them. */
const generators = {
  MASTER_KEY: () => randomBytes(32).toString('base64'),
  AUDIT_KEY: () => randomBytes(32).toString('base64'),
  SESSION_SECRET: () => randomBytes(32).toString('base64url'),
  SANDBOX_CLIENT_SECRET: () => randomBytes(24).toString('base64url'),
  DATABASE_PASSWORD: () => randomBytes(24).toString('base64url'),
} as const;

const NEW_MASTER_KEY = 'MASTER_KEY_NEW';

export type Keys = Readonly<Record<keyof typeof generators, string>>;

/** Keys good enough to check the other settings with, before anything is written. */
export function makeKeys(): Keys {
  return {
    MASTER_KEY: generators.MASTER_KEY(),
    AUDIT_KEY: generators.AUDIT_KEY(),
    SESSION_SECRET: generators.SESSION_SECRET(),
    SANDBOX_CLIENT_SECRET: generators.SANDBOX_CLIENT_SECRET(),
    DATABASE_PASSWORD: generators.DATABASE_PASSWORD(),
  };
}

/** The keys of this installation; those that are missing are made. */
export async function loadKeys(dataDir: string): Promise<Keys> {
  const directory = path.join(dataDir, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const made = makeKeys();
  return {
    MASTER_KEY: await loadKey(directory, 'MASTER_KEY', made),
    AUDIT_KEY: await loadKey(directory, 'AUDIT_KEY', made),
    SESSION_SECRET: await loadKey(directory, 'SESSION_SECRET', made),
    SANDBOX_CLIENT_SECRET: await loadKey(directory, 'SANDBOX_CLIENT_SECRET', made),
    DATABASE_PASSWORD: await loadKey(directory, 'DATABASE_PASSWORD', made),
  };
}

/** The key that takes the master key's place, once an exchange has begun. */
export async function findNewMasterKey(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(dataDir, 'keys', NEW_MASTER_KEY), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Begins an exchange, or goes on with the one that was begun. */
export async function makeNewMasterKey(dataDir: string): Promise<void> {
  const file = path.join(dataDir, 'keys', NEW_MASTER_KEY);
  if ((await findNewMasterKey(dataDir)) !== undefined) return;
  // Whole or not there: what a killed command left half-written is no key.
  await writeFile(`${file}.partial`, `${generators.MASTER_KEY()}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.partial`, file);
}

/** Ends the exchange: the new key takes the old one's place, which is gone then. */
export async function promoteNewMasterKey(dataDir: string): Promise<void> {
  const directory = path.join(dataDir, 'keys');
  await rename(path.join(directory, NEW_MASTER_KEY), path.join(directory, 'MASTER_KEY'));
}

async function loadKey(directory: string, name: keyof Keys, made: Keys): Promise<string> {
  const file = path.join(directory, name);
  try {
    // wx: two processes that start at once must not each keep a key of their own.
    await writeFile(file, `${made[name]}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}
