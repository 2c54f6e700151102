import { existsSync } from 'node:fs';
import path from 'node:path';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

/** A program the tests need and npm does not bring. */
export type Program = {
  readonly name: string;
  /** Where it may be; the first that exists is used. */
  readonly files: readonly string[];
  readonly debianPackages: readonly string[];
  /** Where the Debian package has the program itself. */
  readonly debianFile: string;
};

/** Programs that could not be installed are unpacked here (unpack-debian-packages.ts). */
export const unpackedPrograms = path.join(sourceRoot, 'node_modules/.cache/custody-programs');

export const chromium: Program = {
  name: 'Chromium',
  files: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    path.join(unpackedPrograms, 'bin/chromium'),
  ],
  debianPackages: ['chromium', 'fonts-liberation'],
  debianFile: 'usr/lib/chromium/chromium',
};

/** The path of an installed program, or undefined. */
export function findProgram(program: Program): string | undefined {
  return program.files.find((file) => existsSync(file));
}
