import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { unpackedPrograms, type UnpackableProgram } from '#lib/cli/test/programs.ts';
import { AppError } from '#lib/domain/errors.ts';

const execute = promisify(execFile);
const LARGEST_OUTPUT_BYTES = 10_000_000;

/**
 * Downloads a program's Debian packages, with those they need and the system lacks, and unpacks them
 * without installing anything: apt with directories of its own asks for no rights. The program is
 * then `bin/<name>`, a script that shows it its libraries and fonts.
 * @throws {AppError} when they cannot be had.
 */
export async function unpackDebianPackages(program: UnpackableProgram): Promise<void> {
  const root = path.join(unpackedPrograms, 'root');
  const archives = path.join(unpackedPrograms, 'archives');
  const lists = path.join(unpackedPrograms, 'lists');
  for (const directory of [root, archives, lists]) await mkdir(directory, { recursive: true });
  const settings = {
    'Dir::State::lists': lists,
    'Dir::Cache': unpackedPrograms,
    'Dir::Cache::archives': archives,
    'Debug::NoLocking': 'true',
    'APT::Sandbox::User': '',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  try {
    await run('apt-get', ['-qq', ...options, 'update']);
    const wanted = ['--no-install-recommends', 'install', ...program.debianPackages];
    await run('apt-get', ['-qq', '-y', '--download-only', ...options, ...wanted]);
    for (const name of await readdir(archives)) {
      if (name.endsWith('.deb')) await run('dpkg-deb', ['-x', path.join(archives, name), root]);
    }
  } catch (cause) {
    throw new AppError(
      'program-not-unpacked',
      `${program.name} could not be downloaded from Debian: ${describe(cause)}`,
      { cause },
    );
  }
  await writeStarter(program, root);
  await rm(archives, { recursive: true });
  await rm(lists, { recursive: true });
}

async function writeStarter({ debianFile }: UnpackableProgram, root: string): Promise<void> {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = await listLibraryDirectories([
    `${root}/usr/lib/${triplet}`,
    `${root}/lib/${triplet}`,
  ]);
  const fontSettings = path.join(unpackedPrograms, 'fonts.conf');
  await writeFile(fontSettings, describeFonts([`${root}/usr/share/fonts`, '/usr/share/fonts']));
  const starter = path.join(unpackedPrograms, 'bin', path.basename(debianFile));
  await mkdir(path.dirname(starter), { recursive: true });
  const script = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH='${libraries.join(':')}' FONTCONFIG_FILE='${fontSettings}'`,
    `exec '${root}/${debianFile}' "$@"`,
    '',
  ];
  await writeFile(starter, script.join('\n'), { mode: 0o755 });
}

/** Families that pages and the browser ask for, and the font of the package that stands for them. */
const fonts: Readonly<Record<string, string>> = {
  'sans-serif': 'Liberation Sans',
  Arial: 'Liberation Sans',
  serif: 'Liberation Serif',
  'Times New Roman': 'Liberation Serif',
  monospace: 'Liberation Mono',
};

/** https://www.freedesktop.org/software/fontconfig/fontconfig-user.html */
function describeFonts(directories: readonly string[]): string {
  const cache = path.join(unpackedPrograms, 'font-cache');
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...directories.map((directory) => `<dir>${directory}</dir>`),
    `<cachedir>${cache}</cachedir>`,
    ...Object.entries(fonts).map(
      ([family, font]) =>
        `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
    ),
    '</fontconfig>',
    '',
  ].join('\n');
}

/** These, and what is in them: some libraries keep their private ones in a directory of their own. */
async function listLibraryDirectories(directories: readonly string[]): Promise<readonly string[]> {
  const all: string[] = [];
  for (const directory of directories) {
    const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
    const inner = entries.filter((entry) => entry.isDirectory());
    all.push(directory, ...inner.map((entry) => path.join(directory, entry.name)));
  }
  return all;
}

async function run(file: string, args: readonly string[]): Promise<void> {
  await execute(file, args, { maxBuffer: LARGEST_OUTPUT_BYTES });
}

function describe(error: unknown): string {
  return error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
}
