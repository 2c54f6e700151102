import { existsSync } from 'node:fs';
import path from 'node:path';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

/** A program the tests need and npm does not bring. */
export type Program = {
  readonly name: string;
  /** Where it may be; the first that exists is used. */
  readonly files: readonly string[];
  readonly debianPackages: readonly string[];
};

/** One that also works where it is only unpacked. */
export type UnpackableProgram = Program & {
  /** Where the Debian package has the program itself. */
  readonly debianFile: string;
};

/** A server that some tests talk to; without it they are skipped. */
export type ServerProgram = Program & { readonly tests: string };

/** Programs that could not be installed are unpacked here (unpack-debian-packages.ts). */
export const unpackedPrograms = path.join(sourceRoot, 'node_modules/.cache/custody-programs');

export const chromium: UnpackableProgram = {
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

export const dovecot: ServerProgram = {
  name: 'Dovecot',
  files: ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'],
  debianPackages: ['dovecot-imapd'],
  tests: 'the IMAP destination',
};

export const openssh: ServerProgram = {
  name: 'sshd',
  files: ['/usr/sbin/sshd', '/usr/local/sbin/sshd'],
  debianPackages: ['openssh-server'],
  tests: 'the SFTP source with OpenSSH, which also need root',
};

/** The path of an installed program, or undefined. */
export function findProgram(program: Program): string | undefined {
  return program.files.find((file) => existsSync(file));
}
