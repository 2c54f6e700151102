import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AppError } from '#lib/domain/errors.ts';

/** A program the tests need and npm does not bring. */
type Program = {
  readonly name: string;
  /** Where it may be; the first that exists is used. */
  readonly files: readonly string[];
  readonly debianPackage: string;
};

export const chromium: Program = {
  name: 'Chromium',
  files: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  debianPackage: 'chromium',
};

/** The path of an installed program, or undefined. */
export function findProgram(program: Program): string | undefined {
  return program.files.find((file) => existsSync(file));
}

/**
 * Installs what is missing through apt, where that is possible.
 * @throws {AppError} naming what is missing and how to install it.
 */
export function installMissing(programs: readonly Program[]): void {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  const names = missing.map((program) => program.name).join(', ');
  const packages = missing.map((program) => program.debianPackage);
  const prefix = rootPrefix();
  if (existsSync('/usr/bin/apt-get') && prefix !== undefined) {
    console.log(`Installing ${names} for the tests …`);
    run([...prefix, 'apt-get', 'update', '-q']);
    run([...prefix, 'apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages]);
  }
  const stillMissing = missing.filter((program) => findProgram(program) === undefined);
  if (stillMissing.length === 0) return;
  throw new AppError(
    'program-missing',
    `The tests need ${names}. On Debian: sudo apt-get install ${packages.join(' ')}`,
  );
}

/** What makes a command run as root without asking for a password; undefined when nothing does. */
function rootPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : undefined;
}

function run(command: readonly string[]): void {
  const [file = '', ...args] = command;
  spawnSync('env', ['DEBIAN_FRONTEND=noninteractive', file, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
