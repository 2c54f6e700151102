import Papa from 'papaparse';
import { z } from 'zod';
import type { DirectoryMailbox } from '#lib/directory/port.ts';

export type MailboxList = {
  readonly mailboxes: readonly DirectoryMailbox[];
  /** Lines with something that is no e-mail address. */
  readonly invalidLines: readonly number[];
};

/**
 * A line for each mailbox: its address, then, separated by comma, semicolon or tab, further addresses
 * that reach it. Empty lines and a first line without any address (a header) are passed over.
 */
export function parseMailboxList(text: string): MailboxList {
  const { data } = Papa.parse<string[]>(text.trimEnd(), {
    delimitersToGuess: [',', ';', '\t'],
  });
  const mailboxes: DirectoryMailbox[] = [];
  const invalidLines: number[] = [];
  for (const [index, cells] of data.entries()) {
    const cleaned = cells.map(toAddress).filter((address) => address !== '');
    const addresses = [...new Set(cleaned)];
    const isHeader = index === 0 && !addresses.some((address) => address.includes('@'));
    if (isHeader) continue;
    const [address, ...aliases] = addresses;
    if (address === undefined) continue;
    if (addresses.every((each) => z.regexes.email.test(each))) mailboxes.push({ address, aliases });
    else invalidLines.push(index + 1);
  }
  return { mailboxes, invalidLines };
}

function toAddress(cell: string): string {
  return cell
    .trim()
    .replace(/^(?:mailto|smtp):/i, '')
    .toLowerCase();
}
