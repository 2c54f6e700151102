/** How the server writes the names of a user's own folders (RFC 2342). */
export type Namespace = { readonly prefix: string; readonly delimiter: string };

/**
 * The path of a folder at the top of the mailbox. A slash, and whatever else the server takes for the
 * step into a sub-folder, becomes a hyphen: `AT&T SMS/MMS …` is one folder, and many servers
 * (Exchange and Maildir among them) have none with a slash in its name.
 * @returns undefined when no server has such a folder: empty, control characters, half a character.
 */
export function folderPath(name: string, { prefix, delimiter }: Namespace): string | undefined {
  const trimmed = name.normalize('NFC').trim();
  if (trimmed === '' || /\p{Cc}/u.test(trimmed) || !trimmed.isWellFormed()) return undefined;
  const flat = trimmed.replaceAll('/', '-');
  return prefix + (delimiter === '' ? flat : flat.replaceAll(delimiter, '-'));
}
