import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

/** The production build, once, before the first test starts Custody and waits for it. */
export default function setup(): void {
  const { status } = spawnSync(process.execPath, [path.join(sourceRoot, 'lib/cli/build.ts')], {
    cwd: sourceRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the web app could not be built');
}
