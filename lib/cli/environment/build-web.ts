import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint } from '#lib/cli/environment/fingerprint.ts';
import type { Variables } from '#lib/cli/environment/load-installation.ts';
import { runStep } from '#lib/cli/environment/run-step.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

export const nextScript = path.join(sourceRoot, 'node_modules/next/dist/bin/next');

const stampFile = path.join(sourceRoot, '.next/built-from');

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.ts',
  'proxy.ts',
  'instrumentation.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
/** Rooms of `lib` that the web app never imports, and what is made from other sources. */
const isNoSource = (file: string) =>
  /^lib\/(cli|sandbox|worker|db\/generated)\//.test(file) || file.endsWith('.test.ts');

/** Builds the web app when the build is missing or older than its sources. */
export async function ensureWebBuild(variables: Variables, signal: AbortSignal): Promise<void> {
  const stamp = await fingerprint(sourceRoot, sources, isNoSource);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
  console.log('Building the web app; this takes about a minute and is done once per version …');
  await runStep({
    failure: 'The web app could not be built',
    script: nextScript,
    args: ['build'],
    variables,
    signal,
  });
  await writeFile(stampFile, stamp);
}
