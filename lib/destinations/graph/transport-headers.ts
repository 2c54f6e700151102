import type { OutgoingMessage } from '#lib/destinations/port.ts';

/** As much as Exchange shows of them; the original has them all. */
const LONGEST_HEADERS = 32_000;

/** The message's `X-Custody-*` headers, then those it came with, as mailboxes show them. */
export function transportHeaders({ headers, mime }: OutgoingMessage): string {
  const ours = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return (ours + headerBlock(mime)).slice(0, LONGEST_HEADERS).toWellFormed();
}

function headerBlock(mime: Buffer): string {
  const start = mime.subarray(0, LONGEST_HEADERS).toString('utf8').replaceAll('\0', '');
  const end = /\r?\n\r?\n/.exec(start);
  return `${(end === null ? start : start.slice(0, end.index)).replace(/\r?\n/g, '\r\n')}\r\n`;
}
