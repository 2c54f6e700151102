import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { findNewMasterKey, loadKeys, makeKeys, type Keys } from '#lib/cli/environment/keys.ts';
import { parseEnv, type Env } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';

export type Variables = Readonly<Record<string, string>> & { readonly NODE_ENV: Env['nodeEnv'] };

export type Installation = {
  readonly env: Env;
  readonly keys: Keys;
  /** What the processes of this installation get as their environment, but for DATABASE_URL. */
  readonly variables: Variables;
};

/**
 * The settings of this installation: the environment, a file `.env` beside package.json, and the keys
 * in DATA_DIR/keys, which is made when missing.
 * @throws {EnvError} naming every setting that is wrong, before anything is written.
 */
export async function loadInstallation(): Promise<Installation> {
  const envFile = path.join(sourceRoot, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const given = givenVariables();
  const { dataDir } = parseEnv({ ...makeKeys(), ...given });
  await makeDataDirectory(dataDir);
  const keys = await loadKeys(dataDir);
  const { MASTER_KEY, AUDIT_KEY, SESSION_SECRET, SANDBOX_CLIENT_SECRET } = keys;
  // A key in a file is exchanged for a key in a file; who sets MASTER_KEY sets both.
  const newKey = given['MASTER_KEY'] === undefined ? await findNewMasterKey(dataDir) : undefined;
  const settings = {
    MASTER_KEY,
    ...(newKey !== undefined && { MASTER_KEY_NEW: newKey }),
    AUDIT_KEY,
    SESSION_SECRET,
    SANDBOX_CLIENT_SECRET,
    ...given,
  };
  const env = parseEnv(settings);
  const variables = {
    ...settings,
    NODE_ENV: env.nodeEnv,
    DATA_DIR: env.dataDir,
    NEXTAUTH_URL: env.portalUrl,
    NEXTAUTH_SECRET: env.sessionSecret,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  return { env, keys, variables };
}

async function makeDataDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // Root's database runs under another user, who must get through to DATA_DIR/postgres; everything
    // else in the directory is closed to others by its own mode.
    await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (cause) {
    throw new AppError(
      'data-directory-refused',
      `The directory ${dataDir} cannot be used. Does it belong to another user? ` +
        'Set DATA_DIR to a directory of your own.',
      { cause },
    );
  }
}
