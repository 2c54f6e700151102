import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/**
 * `npm run complete-lock`, after adding a dependency: adds to package-lock.json the optional packages
 * of other platforms that `npm install` left out because the registry did not have them at that moment.
 * `npm ci` refuses a lock file without them. docs/decisions/0010-complete-lock-file.md
 */
const lockSchema = z.looseObject({
  packages: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const optionalDependenciesSchema = z.record(z.string(), z.string()).default({});

/** Words in the names of packages made for one platform, and what npm calls it. */
const systems: Readonly<Record<string, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  win: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const processors: Readonly<Record<string, string>> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};

await runCommand(async () => {
  const file = path.join(sourceRoot, 'package-lock.json');
  const lock = lockSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const added: string[] = [];
  for (const { optionalDependencies } of Object.values(lock.packages)) {
    const wanted = optionalDependenciesSchema.parse(optionalDependencies);
    for (const [name, version] of Object.entries(wanted)) {
      const entry = describePlatformPackage(name, version);
      if (entry === undefined || lock.packages[`node_modules/${name}`] !== undefined) continue;
      lock.packages[`node_modules/${name}`] = entry;
      added.push(`${name} ${version}`);
    }
  }
  const packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
  );
  await writeFile(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
  console.log(added.length === 0 ? 'Nothing was missing.' : `Added:\n${added.join('\n')}`);
});

/** A lock entry, if the name says for which platform it is and the version is exact. */
function describePlatformPackage(
  name: string,
  version: string,
): Record<string, unknown> | undefined {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const words = name.split(/[/-]/);
  const os = words.map((word) => systems[word]).find((found) => found !== undefined);
  const cpu = words.map((word) => processors[word]).find((found) => found !== undefined);
  if (os === undefined || cpu === undefined) return undefined;
  return { version, cpu: [cpu], os: [os], optional: true };
}
