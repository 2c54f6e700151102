import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import {
  type PackageRefusalCode,
  PackageRefusedError,
  refuseEach,
} from '#lib/domain/packages/refusal.ts';
import { MOST_ENTRIES } from '#lib/packages/judge-record.ts';
import { unpackInPieces } from '#lib/packages/unpack-large.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** A name for each of the most entries, and lines that mean nothing to us. */
const MOST_LINES = MOST_ENTRIES + 10_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** The longest name a ZIP can hold. */
const LONGEST_LINE = 0xffff;

/**
 * The lines of a manifest, whichever way they end, one piece of it in memory at a time.
 * @throws {PackageRefusedError} `manifest-too-large`, `manifest-not-text`, `package-damaged`
 * @throws {PortError} from the staging
 */
export async function readManifest(
  staged: StagedObject,
  { location }: PackageEntry,
  readLine: (line: string) => void,
): Promise<void> {
  if (location.uncompressedBytes > MOST_BYTES) {
    throw refused('manifest-too-large', `${location.uncompressedBytes} bytes`);
  }
  // What is no UTF-8 becomes a character that is in no name; a byte order mark is passed over.
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let lineCount = 0;
  const readText = (text: string) => {
    if (text.includes('\u0000')) throw refused('manifest-not-text', 'NUL');
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    lineCount += lines.length;
    if (lineCount > MOST_LINES) throw refused('manifest-too-large', `over ${MOST_LINES} lines`);
    if (rest.length > LONGEST_LINE) throw refused('manifest-too-large', 'a line without end');
    lines.forEach(readLine);
  };
  for await (const piece of unpackInPieces(staged, location)) {
    readText(decoder.decode(piece, { stream: true }));
  }
  readText(decoder.decode());
  readLine(rest);
}

function refused(code: PackageRefusalCode, example: string): PackageRefusedError {
  return new PackageRefusedError(refuseEach(code, [example]));
}
