import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What must be in the mailboxes: by mailbox, the SHA-256 of each item that must be there once. */
export type ExpectedContents = ReadonlyMap<string, ReadonlySet<string>>;

export type ContentsReport = {
  readonly messages: number;
  readonly missing: number;
  readonly twice: number;
  /** Messages that are no expected item of their mailbox, byte for byte. */
  readonly foreign: number;
};

/** The last header that Custody writes; the item follows, byte for byte. */
const BEFORE_ORIGINAL = 'X-Custody-Original: verbatim\r\n';

/** Reads the Maildirs themselves, not through the server or any code of Custody's. */
export async function checkMaildirs(
  mailDirectory: string,
  folderName: string,
  expected: ExpectedContents,
): Promise<ContentsReport> {
  const report = { messages: 0, missing: 0, twice: 0, foreign: 0 };
  const mailboxes = new Set([...expected.keys(), ...(await readdir(mailDirectory))]);
  for (const mailbox of mailboxes) {
    const found = new Map<string, number>();
    const folder = path.join(mailDirectory, mailbox, 'Maildir', `.${folderName}`);
    for (const file of await listMessages(folder)) {
      const item = hash('sha256', originalOf(withCrlf(await readFile(file))));
      found.set(item, (found.get(item) ?? 0) + 1);
      report.messages += 1;
    }
    const wanted = expected.get(mailbox) ?? new Set<string>();
    for (const item of wanted) if (!found.has(item)) report.missing += 1;
    for (const [item, times] of found) {
      if (!wanted.has(item)) report.foreign += times;
      else if (times > 1) report.twice += times - 1;
    }
  }
  return report;
}

/** Dovecot keeps lines on the disk with LF, and gives them out with CRLF. */
function withCrlf(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

function originalOf(message: Buffer): Buffer {
  const at = message.indexOf(BEFORE_ORIGINAL);
  return at === -1 ? message : message.subarray(at + BEFORE_ORIGINAL.length);
}

async function listMessages(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const part of ['cur', 'new']) {
    const directory = path.join(folder, part);
    if (!existsSync(directory)) continue;
    for (const name of await readdir(directory)) files.push(path.join(directory, name));
  }
  return files;
}
