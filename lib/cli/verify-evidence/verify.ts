import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchors, verifyAnchors } from './anchors.ts';
import { verifyFile } from './evidence-file.ts';
import { verifyChains } from './places.ts';
import { CannotVerify, type Keys, type ReadFile, type Report } from './report.ts';
import { verifyTimeStamp } from './time-stamp.ts';

const SUFFIX = '.evidence.gz';
const PUBLIC_KEYS_FILE = 'public-keys.pem';
type Print = (line: string) => void;

/** Verifies as the arguments of the command line say. @returns the exit code */
export async function verify(args: readonly string[], print: Print): Promise<number> {
  try {
    return await verifyAll(args, print);
  } catch (error) {
    if (!(error instanceof CannotVerify)) throw error;
    print(error.message);
    return 2;
  }
}

async function verifyAll(args: readonly string[], print: Print): Promise<number> {
  const { values, positionals } = readArguments(args);
  const files = positionals.flatMap(findFiles);
  const keys = readKeys(values['public-key'] ?? findKeyFile(positionals));
  let problems = 0;
  const report: Report = {
    problem(where, what) {
      problems += 1;
      print(`PROBLEM  ${where}: ${what}`);
    },
    note: (text) => {
      print(`note     ${text}`);
    },
  };
  for (const id of keys.keys())
    report.note(`public key ${id}: compare it with the one you were given`);

  const verified: ReadFile[] = [];
  for (const file of files) {
    const result = await verifyFile(file, keys, report);
    if (result === null) continue;
    verified.push(result);
    verifyTimeStamp(result, values.ca, report);
  }
  const directories = positionals.filter((place) => statSync(place).isDirectory());
  verifyChains(verified, directories.length > 0, report);
  if (values.anchor === undefined) {
    report.note(
      'no --anchor: removed newest files, and rewrites by somebody who has the key, are not seen',
    );
  } else {
    const anchors = values.anchor.flatMap((file) => readAnchors(file, keys, report));
    verifyAnchors({ anchors, verified, files, directories }, report);
  }
  if (files.length === 0 && problems === 0)
    throw new CannotVerify('There is no evidence file here.');
  const receipts = verified.reduce((sum, file) => sum + file.receipts, 0);
  const verdict = problems === 0 ? 'nothing is wrong' : `problems: ${problems}`;
  print(`${files.length} files, ${receipts} receipts: ${verdict}`);
  return problems === 0 ? 0 : 1;
}

function readArguments(args: readonly string[]) {
  try {
    const many = { type: 'string', multiple: true } as const;
    const options = { anchor: many, 'public-key': many, ca: { type: 'string' } } as const;
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    if (parsed.positionals.length > 0) return parsed;
  } catch (error) {
    throw new CannotVerify(error instanceof Error ? error.message : String(error));
  }
  throw new CannotVerify(
    'Usage: verify-evidence PATH… [--anchor FILE] [--public-key FILE] [--ca FILE]',
  );
}

function findFiles(place: string): string[] {
  if (!existsSync(place)) throw new CannotVerify(`${place} does not exist.`);
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(SUFFIX) && !path.basename(name).startsWith('.'))
    .sort()
    .map((name) => path.join(place, name));
}

function findKeyFile(places: readonly string[]): string[] {
  const beside = places.flatMap((place) => [
    place,
    path.dirname(place),
    path.join(place, '..', '..'),
  ]);
  const file = beside
    .map((place) => path.join(place, PUBLIC_KEYS_FILE))
    .find((name) => existsSync(name));
  if (file === undefined) throw new CannotVerify('No public key: name its file with --public-key.');
  return [file];
}

function readKeys(files: readonly string[]): Keys {
  const pems = files.flatMap(
    (file) => readText(file).match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [],
  );
  if (pems.length === 0) throw new CannotVerify(`${files.join(', ')}: holds no public key.`);
  return new Map(
    pems.map((pem) => {
      const key = createPublicKey(pem);
      const der = key.export({ type: 'spki', format: 'der' });
      return [createHash('sha256').update(der).digest('hex'), key];
    }),
  );
}

function readText(file: string): string {
  if (!existsSync(file)) throw new CannotVerify(`${file} does not exist.`);
  return readFileSync(file, 'utf8');
}
