/** The pattern of `LIKE` for a part of a text: wildcards stand for themselves in it. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
