export type MappingTextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export type DecodedMappingText =
  | { readonly state: 'text'; readonly text: string; readonly encoding: MappingTextEncoding }
  | { readonly state: 'workbook' | 'not-text' };

/** The first bytes of .xlsx (a ZIP) and .xls files, which people upload under the name .csv. */
const WORKBOOK_SIGNATURES = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

const SAMPLE_BYTES = 4096;

/**
 * Turns a file into text without a byte order mark. Excel writes UTF-8 with a mark, UTF-16 ("Unicode
 * text") or the code page of Western Windows, and says which of them nowhere else.
 */
export function decodeMappingText(bytes: Uint8Array): DecodedMappingText {
  if (WORKBOOK_SIGNATURES.some((signature) => startsWith(bytes, signature))) {
    return { state: 'workbook' };
  }
  const encoding = detectEncoding(bytes);
  if (encoding === null) return { state: 'not-text' };

  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes('\0') ? { state: 'not-text' } : { state: 'text', text, encoding };
}

function detectEncoding(bytes: Uint8Array): MappingTextEncoding | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';

  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Digits and Latin letters in UTF-16 have a zero in every other byte.
  if (odd > sample.length / 4 && even === 0) return 'utf-16le';
  if (even > sample.length / 4 && odd === 0) return 'utf-16be';
  if (even + odd > 0) return null;

  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
