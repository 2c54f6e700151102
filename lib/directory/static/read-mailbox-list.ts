import { readFile, stat } from 'node:fs/promises';
import type { DirectoryMailbox } from '#lib/directory/port.ts';
import { parseMailboxList } from '#lib/directory/static/parse-mailbox-list.ts';
import { PortError } from '#lib/domain/errors.ts';

/** Some half a million mailboxes; whatever is larger is some other file. */
const LARGEST_BYTES = 32 * 1024 * 1024;
const LINES_NAMED = 5;

/**
 * @throws {PortError} `mailbox-list-unreadable`, `mailbox-list-empty`, or `mailbox-list-invalid` with the
 * first wrong lines: a list with a spelling mistake would leave somebody without his messages unnoticed.
 */
export async function readMailboxList(file: string): Promise<readonly DirectoryMailbox[]> {
  const { mailboxes, invalidLines } = parseMailboxList(await readText(file));
  if (invalidLines.length > 0) {
    const named = invalidLines.slice(0, LINES_NAMED).join(', ');
    const more =
      invalidLines.length > LINES_NAMED ? ` and ${invalidLines.length - LINES_NAMED} more` : '';
    const detail = `${file}: no e-mail address in line ${named}${more}`;
    throw new PortError('mailbox-list-invalid', 'fix-settings', { detail });
  }
  if (mailboxes.length === 0) {
    throw new PortError('mailbox-list-empty', 'fix-settings', { detail: `${file}: no mailbox` });
  }
  return mailboxes;
}

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_BYTES) throw new Error(`larger than ${LARGEST_BYTES} bytes`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    const detail = `${file}: ${cause instanceof Error ? cause.message : 'not readable'}`;
    throw new PortError('mailbox-list-unreadable', 'fix-settings', { cause, detail });
  }
}
