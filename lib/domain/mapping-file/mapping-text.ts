export const MAPPING_TEXT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'macintosh',
] as const;
export type MappingTextEncoding = (typeof MAPPING_TEXT_ENCODINGS)[number];

export type MappingText =
  | { readonly state: 'text'; readonly bytes: Uint8Array; readonly isFirst: boolean }
  | { readonly state: 'workbook' | 'not-text' };

/** The first bytes of .xlsx (a ZIP) and .xls files, which people upload under the name .csv. */
const WORKBOOK_SIGNATURES = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;
const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;
const SAMPLE_BYTES = 4096;
const [LF, CR, FIRST_NOT_ASCII] = [0x0a, 0x0d, 0x80];

/**
 * Turns the pieces of a file into pieces of UTF-8 without a byte order mark. Excel writes UTF-8 with a
 * mark, UTF-16 ("Unicode text") or the code page of Western Windows or of the Macintosh, and says which
 * of them nowhere else. Plain ASCII is the same in all of them, so the first bytes that are not decide.
 */
export function createMappingTextReader() {
  let encoding: MappingTextEncoding = 'utf-8';
  let isDecided = false;
  let isFirst = true;
  let decoder: TextDecoder | null = null;
  let isMacintosh = false;
  const encoder = new TextEncoder();

  const begin = (piece: Uint8Array): Uint8Array => {
    const utf16 = detectUtf16(piece);
    if (utf16 !== null) {
      encoding = utf16;
      isDecided = true;
      decoder = new TextDecoder(utf16);
    }
    isMacintosh = hasLinesOfMacintosh(piece);
    return startsWith(piece, UTF8_MARK) ? piece.subarray(UTF8_MARK.length) : piece;
  };

  return {
    encoding: () => encoding,
    /** @param piece the same pieces of a file give the same answer; never empty but for the last */
    read(piece: Uint8Array, isLast: boolean): MappingText {
      if (isFirst && WORKBOOK_SIGNATURES.some((signature) => startsWith(piece, signature))) {
        return { state: 'workbook' };
      }
      let bytes = isFirst ? begin(piece) : piece;
      if (!isDecided) {
        const from = findNotAscii(bytes);
        if (from !== -1) {
          isDecided = true;
          if (!isUtf8(bytes.subarray(from), isLast)) {
            encoding = isMacintosh ? 'macintosh' : 'windows-1252';
            decoder = new TextDecoder(encoding);
          }
        }
      }
      if (decoder !== null) bytes = encoder.encode(decoder.decode(bytes, { stream: !isLast }));
      const text = { state: 'text', bytes, isFirst } as const;
      isFirst = false;
      return bytes.includes(0) ? { state: 'not-text' } : text;
    },
  };
}

function detectUtf16(piece: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(piece, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(piece, [0xfe, 0xff])) return 'utf-16be';

  const sample = piece.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Digits and Latin letters in UTF-16 have a zero in every other byte.
  if (odd > sample.length / 4 && even === 0) return 'utf-16le';
  if (even > sample.length / 4 && odd === 0) return 'utf-16be';
  return null;
}

/** Lines that end with CR alone are what Excel writes as "CSV (Macintosh)". */
function hasLinesOfMacintosh(piece: Uint8Array): boolean {
  return piece.includes(CR) && !piece.includes(LF);
}

function findNotAscii(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) >= FIRST_NOT_ASCII) return at;
  }
  return -1;
}

/** What follows in the next piece is not missing here. */
function isUtf8(bytes: Uint8Array, isLast: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isLast });
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
