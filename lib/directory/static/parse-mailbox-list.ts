import { z } from 'zod';
import type { DirectoryMailbox } from '#lib/directory/port.ts';
import { comparableAddress } from '#lib/domain/comparable-address.ts';

export type MailboxList = {
  readonly mailboxes: readonly DirectoryMailbox[];
  /** Lines with something that is no e-mail address. */
  readonly invalidLines: readonly number[];
};

/**
 * A line for each mailbox: its address, then, separated by comma, semicolon or tab, further addresses
 * that reach it. Empty lines, lines that begin with `#` and a first line without any address (a header)
 * are passed over. A mailbox with several lines has the addresses of all of them.
 */
export function parseMailboxList(text: string): MailboxList {
  const aliasesOf = new Map<string, Set<string>>();
  const invalidLines: number[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const [address, ...aliases] = line
      .split(/[,;\t]/)
      .map(toAddress)
      .filter((cell) => cell !== '');
    if (address === undefined || address.startsWith('#')) continue;
    const all = [address, ...aliases];
    const isHeader = index === 0 && !all.some((each) => each.includes('@'));
    if (isHeader) continue;
    if (!all.every((each) => z.regexes.email.test(each))) {
      invalidLines.push(index + 1);
      continue;
    }
    const known = aliasesOf.get(address) ?? new Set();
    for (const alias of aliases) if (alias !== address) known.add(alias);
    aliasesOf.set(address, known);
  }
  const mailboxes = [...aliasesOf].map(([address, aliases]) => ({
    address,
    aliases: [...aliases],
  }));
  return { mailboxes, invalidLines };
}

function toAddress(cell: string): string {
  const bare = cell.trim().replace(/^"(.*)"$/, '$1');
  return comparableAddress(bare.trim().replace(/^(?:mailto|smtp):/i, ''));
}
