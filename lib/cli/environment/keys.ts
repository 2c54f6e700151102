import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Made once and kept in DATA_DIR/keys, a file each, unless the environment has them. */
const generators = {
  MASTER_KEY: () => randomBytes(32).toString('base64'),
  SESSION_SECRET: () => randomBytes(32).toString('base64url'),
  SANDBOX_CLIENT_SECRET: () => randomBytes(24).toString('base64url'),
  DATABASE_PASSWORD: () => randomBytes(24).toString('base64url'),
} as const;

export type Keys = Readonly<Record<keyof typeof generators, string>>;

/** Keys good enough to check the other settings with, before anything is written. */
export function makeKeys(): Keys {
  return {
    MASTER_KEY: generators.MASTER_KEY(),
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
    SESSION_SECRET: await loadKey(directory, 'SESSION_SECRET', made),
    SANDBOX_CLIENT_SECRET: await loadKey(directory, 'SANDBOX_CLIENT_SECRET', made),
    DATABASE_PASSWORD: await loadKey(directory, 'DATABASE_PASSWORD', made),
  };
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
