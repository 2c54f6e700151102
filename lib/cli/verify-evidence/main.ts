import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readAnchors, verifyAnchors } from './anchors.ts';
import { verifyFile } from './evidence-file.ts';
import { verifyChains } from './places.ts';
import { CannotVerify, type Keys, type ReadFile, type Report } from './report.ts';
import { verifyTimeStamp } from './time-stamp.ts';

/**
 * `npm run verify-evidence -- PATH… [--anchor FILE] [--public-key FILE] [--ca FILE]`
 *
 * Says whether evidence files are what they were when their runs closed. The format is described in
 * docs/evidence-format.md. This program shares no code with the one that writes them and needs nothing
 * but Node 24 (and openssl for --ca), so that it can be read, and run on another machine, by itself.
 * Exit code 0: nothing wrong; 1: something is; 2: could not verify.
 */
const SUFFIX = '.evidence.gz';
const PUBLIC_KEYS_FILE = 'public-keys.pem';
process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof CannotVerify)) throw error;
  console.error(error.message);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const files = positionals.flatMap(findFiles);
  const keys = readKeys(values['public-key'] ?? findKeyFile(positionals));
  let problems = 0;
  const report: Report = {
    problem(where, what) {
      problems += 1;
      console.log(`PROBLEM  ${where}: ${what}`);
    },
    note: (text) => {
      console.log(`note     ${text}`);
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
  console.log(`${files.length} files, ${receipts} receipts: ${verdict}`);
  return problems === 0 ? 0 : 1;
}

function readArguments() {
  try {
    const many = { type: 'string', multiple: true } as const;
    const options = { anchor: many, 'public-key': many, ca: { type: 'string' } } as const;
    const parsed = parseArgs({ options, allowPositionals: true });
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
