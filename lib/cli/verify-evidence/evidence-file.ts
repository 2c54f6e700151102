import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createDistinctCounter } from './distinct.ts';
import { verifyName } from './places.ts';
import {
  CannotVerify,
  idOf,
  isFields,
  isSigned,
  parseObject,
  type Fields,
  type Keys,
  type ReadFile,
  type Report,
} from './report.ts';

const FORMAT = 'custody-evidence/1';
const ORDER = ['header', 'package', 'mapping-file', 'delivery', 'footer', 'signature'];
const CHAIN = /,"chain":"([0-9a-f]{64})"\}$/;
const CHAIN_BYTES = `,"chain":"${'0'.repeat(64)}"}`.length;
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
/** Counters of the run, and the deliveries that they count. */
const COUNTED: Readonly<Record<string, string>> = {
  imported: 'imported',
  partiallyImported: 'partially-imported',
  skipped: 'skipped',
  failed: 'failed',
  held: 'held',
};

/** Null when the file cannot be given a place in a chain. */
export async function verifyFile(
  file: string,
  keys: Keys,
  report: Report,
): Promise<ReadFile | null> {
  const hash = createHash('sha256');
  const reader = createLineReader(file, keys, report);
  try {
    await pipeline(
      createReadStream(file),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createGunzip(),
      async (bytes: AsyncIterable<Buffer>) => {
        for await (const line of splitLines(bytes)) reader.read(line);
      },
    );
  } catch (error) {
    if (error instanceof CannotVerify) report.problem(file, error.message);
    else report.problem(file, 'is damaged or cut short: it cannot be decompressed to its end');
    return null;
  }
  return reader.end(hash.digest('hex'));
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LONGEST_LINE_BYTES)
      throw new CannotVerify('a line is too long to be evidence');
  }
  if (rest.length > 0) throw new CannotVerify('the last line is cut short');
}

function createLineReader(file: string, keys: Keys, report: Report) {
  let number = 0;
  let head = FORMAT;
  let place = -1;
  let header: Fields = {};
  let footer: Fields = {};
  const counts = new Map<string, number>();
  const items = createDistinctCounter();
  const count = (what: string) => counts.get(what) ?? 0;
  const wrong = (what: string) => {
    report.problem(`${file}, line ${number}`, what);
  };

  return {
    read(bytes: Buffer): void {
      number += 1;
      const line = parseObject(bytes.toString());
      if (line === null) {
        wrong('is not a JSON object');
        return;
      }
      const type = String(line['type']);
      const next = ORDER.indexOf(type);
      const isRepeatable = next > 0 && next < 4;
      if (next === -1) wrong(`is of an unknown type "${type}"`);
      else if (next < place || (next === place && !isRepeatable))
        wrong(`a ${type} line does not belong here`);
      else if (place === -1 && next !== 0) wrong('the header is missing');
      place = Math.max(place, next);
      if (type === 'signature') verifySignature(line);
      else follow(bytes, line);
      counts.set(type, count(type) + 1);
      if (type === 'header') header = line;
      if (type === 'footer') footer = line;
      if (type === 'delivery') countDelivery(line);
    },
    end(sha256: string): ReadFile | null {
      if (count('footer') !== 1 || count('signature') !== 1) {
        report.problem(file, 'has no end: the footer or the signature is missing');
      }
      verifyCounts();
      const { connector, run, sequence, previousHead } = header;
      const ids = { connector: idOf(connector), run: idOf(run) };
      if (header['format'] !== FORMAT || typeof sequence !== 'number' || ids.run === '') {
        report.problem(file, `has no header of the format ${FORMAT}`);
        return null;
      }
      const read = {
        file,
        sha256,
        ...ids,
        sequence,
        previousHead,
        head,
        receipts: count('delivery'),
      };
      verifyName(read, footer, report);
      return read;
    },
  };

  function follow(bytes: Buffer, line: Fields): void {
    const chain = CHAIN.exec(bytes.subarray(-CHAIN_BYTES).toString('latin1'))?.[1];
    const expected = createHash('sha256')
      .update(head)
      .update(bytes.subarray(0, -CHAIN_BYTES))
      .update('}');
    if (chain === undefined || chain !== expected.digest('hex') || line['chain'] !== chain) {
      wrong(
        'does not follow from the line before it: it was changed, or lines were removed, added or moved here',
      );
    }
    head = chain ?? head;
  }

  function verifySignature({ keyId, signature }: Fields): void {
    const key = keys.get(String(keyId));
    if (keyId !== header['keyId']) wrong('is signed with another key than the header names');
    if (key === undefined)
      wrong(`is signed with the key ${String(keyId)}, which is none of the public keys`);
    else if (!isSigned(`${FORMAT} ${head}`, signature, key)) {
      wrong('the signature does not fit: somebody without the key has written this file');
    }
  }

  function countDelivery({ state, item, originalRun }: Fields): void {
    counts.set(`state ${String(state)}`, count(`state ${String(state)}`) + 1);
    if (originalRun === null) items.add(String(item));
  }

  function verifyCounts(): void {
    const counters = isFields(footer['counters']) ? footer['counters'] : {};
    const same = (what: string, said: unknown, found: number) => {
      if (said !== found) report.problem(file, `says ${String(said)} ${what}, and holds ${found}`);
    };
    same('packages', footer['packages'], count('package'));
    same('deliveries', footer['deliveries'], count('delivery'));
    same('items available for import', counters['availableForImport'], count('delivery'));
    // A replay decides anew on items that another run has read.
    const trigger = isFields(header['run']) ? header['run']['trigger'] : null;
    if (trigger !== 'replay') same('items available', counters['itemsAvailable'], items.count());
    for (const [counter, state] of Object.entries(COUNTED))
      same(state, counters[counter], count(`state ${state}`));
  }
}
