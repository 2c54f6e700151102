import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fingerprint } from '#lib/cli/environment/fingerprint.ts';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';
import { runStep } from '#lib/cli/environment/run-step.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

const stampFile = path.join(sourceRoot, 'lib/db/generated/generated-from');

/** Generates Prisma's client when it is missing or older than schema.prisma. */
export async function ensureClient(signal: AbortSignal): Promise<void> {
  const stamp = await fingerprint(sourceRoot, ['prisma/schema.prisma', 'package-lock.json']);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  await runStep({
    failure: "Prisma's client could not be generated",
    script: createRequire(import.meta.url).resolve('prisma/build/index.js'),
    args: ['generate'],
    variables: {
      ...givenVariables(),
      NODE_ENV: 'production',
      // `generate` asks for the native engine without using it; a file that exists keeps it from
      // downloading one.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    signal,
  });
  await writeFile(stampFile, stamp);
}
