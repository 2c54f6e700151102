/** Of the second file: one in so many rows has another mailbox. */
const CHANGED_ONE_IN = 100;

/**
 * A mapping file with numbers in no order, as in one that is sorted by name, and mailboxes of a tenant of
 * 100,000. @param version another one has other mailboxes in one row of a hundred
 */
export function sampleMappingRows(rows: number, version = 0): string {
  const lines = ['External User ID,Microsoft 365 User Mailbox'];
  for (let row = 0; row < rows; row += 1) {
    const number = 46_700_000_000 + ((row * 7_919) % rows);
    const person = row % CHANGED_ONE_IN === 0 ? row + version : row;
    lines.push(`${number},person.${person % 100_000}@fjord.example`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
