/** Lines of a header should stay below this (RFC 5322 2.1.1). */
const FOLD_AT = 76;
/** An encoded word may be 75 characters long (RFC 2047 2); 45 bytes become 60 characters of base64. */
const ENCODED_WORD_BYTES = 45;

/**
 * Unstructured text such as a subject: as it is when it is plain, else as encoded words (RFC 2047).
 * Folded, so that the header may begin on a line with the given number of characters on it.
 */
export function encodeUnstructured(text: string, charactersBefore: number): string {
  return isPlain(text) ? foldWords(text, charactersBefore) : encodeWords(text);
}

/** A display name before an address: a quoted string when it is plain, else encoded words. */
export function encodePhrase(text: string): string {
  return isPlain(text) ? quote(text) : encodeWords(text);
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

function encodeWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > ENCODED_WORD_BYTES) {
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
