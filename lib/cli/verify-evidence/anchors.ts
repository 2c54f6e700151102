import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  isSigned,
  parseObject,
  type Fields,
  type Keys,
  type ReadFile,
  type Report,
} from './report.ts';

const ANCHOR_FORMAT = 'custody-evidence-anchor/1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Anchor = Pick<ReadFile, 'connector' | 'run' | 'sequence' | 'head'> & {
  readonly fileSha256: string;
};

export function readAnchors(file: string, keys: Keys, report: Report): Anchor[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    const where = `${file}, line ${index + 1}`;
    const line = parseObject(text);
    if (text === '') return [];
    if (line?.['format'] !== ANCHOR_FORMAT) {
      // What a crash cut short is written again, whole, on the next line that is not empty.
      const isTorn = lines.slice(index + 1).some((next) => next.startsWith(text.slice(0, 20)));
      if (line === null && isTorn) report.note(`${where}: was cut short by a crash`);
      else report.problem(where, 'is not an anchor');
      return [];
    }
    const signed = `${text.slice(0, text.lastIndexOf(',"signature":"'))}}`;
    const key = keys.get(String(line['keyId']));
    if (key === undefined || !isSigned(signed, line['signature'], key)) {
      report.problem(where, 'is not signed with one of the public keys');
    }
    return [toAnchor(line)];
  });
}

function toAnchor({ connector, run, sequence, head, fileSha256 }: Fields): Anchor {
  return {
    connector: String(connector),
    run: String(run),
    sequence: Number(sequence),
    head: String(head),
    fileSha256: String(fileSha256),
  };
}

type Anchored = {
  readonly anchors: readonly Anchor[];
  readonly verified: readonly ReadFile[];
  readonly files: readonly string[];
  readonly directories: readonly string[];
};

export function verifyAnchors(
  { anchors, verified, files, directories }: Anchored,
  report: Report,
): void {
  const keyOf = (at: { connector: string; sequence: number }) => `${at.connector} ${at.sequence}`;
  const anchored = Map.groupBy(anchors, keyOf);
  const newest = new Map<string, number>();
  for (const anchor of anchors) {
    const { connector, sequence } = anchor;
    if (sequence !== (newest.get(connector) ?? 0) + 1) {
      report.problem(
        `anchor of connector ${connector}`,
        `number ${sequence} is out of its order: lines were removed or added`,
      );
    }
    newest.set(connector, sequence);
  }
  for (const file of verified) {
    const anchor = anchored.get(keyOf(file))?.[0];
    if (anchor === undefined) report.problem(file.file, 'is not in the anchor file');
    else if (anchor.head !== file.head || anchor.run !== file.run) {
      report.problem(file.file, 'is not the file that was anchored: it was written anew');
    } else if (anchor.fileSha256 !== file.sha256) {
      report.problem(file.file, 'holds what was anchored, in other bytes: it was compressed anew');
    }
  }
  if (directories.length === 0) return;
  const names = directories.map((place) => path.basename(path.resolve(place)));
  const isGiven = (anchor: Anchor) =>
    !names.every((name) => UUID.test(name)) || names.includes(anchor.connector);
  const present = new Set(verified.map(keyOf));
  for (const anchor of anchors.filter((each) => isGiven(each) && !present.has(keyOf(each)))) {
    const isUnreadable = files.some((file) => file.includes(anchor.run));
    if (!isUnreadable)
      report.problem(
        `number ${anchor.sequence} of connector ${anchor.connector}`,
        `the file of run ${anchor.run} is missing`,
      );
  }
}
