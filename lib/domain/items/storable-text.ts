/**
 * Text from outside as a database can hold it and a screen can show it: on one line, without control
 * characters and halves of characters.
 */
export function toStorableText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim();
}
