/** Lines of a header should stay below this (RFC 5322 2.1.1). */
const FOLD_AT = 76;
/** Around the base64 of an encoded word: `=?UTF-8?B?` and `?=`. */
const ENCODED_WORD_FRAME = 12;

/**
 * Unstructured text such as a subject: as it is when it is plain, else as encoded words (RFC 2047).
 * Folded, so that the header may begin on a line with the given number of characters on it.
 */
export function encodeUnstructured(text: string, charactersBefore: number): string {
  return isPlain(text) ? foldWords(text, charactersBefore) : encodeWords(text, charactersBefore);
}

/** A display name before an address: a quoted string when it is plain, else encoded words. */
export function encodePhrase(text: string, charactersBefore: number): string {
  return isPlain(text) ? quote(text) : encodeWords(text, charactersBefore);
}

/** `; name=value`, in parts and percent-encoded where RFC 2231 asks for that. */
export function encodeParameter(name: string, value: string): string {
  if (isPlain(value) && value.length <= 60) return `;\r\n ${name}=${quote(value)}`;
  const parts = percentEncodedParts(value, 40);
  if (parts.length === 1) return `;\r\n ${name}*=UTF-8''${parts.join('')}`;
  return parts
    .map((part, index) => `;\r\n ${name}*${index}*=${index === 0 ? "UTF-8''" : ''}${part}`)
    .join('');
}

function isPlain(text: string): boolean {
  return /^[\u0020-\u007e]*$/.test(text) && !text.includes('=?') && text.trim() === text;
}

function quote(text: string): string {
  return `"${text.replace(/(["\\])/g, '\\$1')}"`;
}

/** A line with an encoded word has 76 characters at most (RFC 2047 2). */
function encodeWords(text: string, charactersBefore: number): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    const room = FOLD_AT - ENCODED_WORD_FRAME - (words.length === 0 ? charactersBefore : 1);
    if (Buffer.byteLength(word + character) > Math.floor(room / 4) * 3) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

function foldWords(text: string, charactersBefore: number): string {
  let length = charactersBefore;
  return text
    .split(' ')
    .map((word, index) => {
      const folds = index > 0 && word !== '' && length + 1 + word.length > FOLD_AT;
      length = folds ? word.length + 1 : length + 1 + word.length;
      return index === 0 ? word : `${folds ? '\r\n ' : ' '}${word}`;
    })
    .join('');
}

function percentEncodedParts(value: string, maximumLength: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of value) {
    const encoded = encodeURIComponent(character).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    if (part.length + encoded.length > maximumLength) {
      parts.push(part);
      part = '';
    }
    part += encoded;
  }
  parts.push(part);
  return parts;
}
