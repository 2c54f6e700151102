import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import type { MailboxMessages } from '#e2e/bench/sample-messages.ts';
import type { DovecotServer } from '#e2e/servers/dovecot.ts';

export type BenchTarget = Pick<DovecotServer, 'password'> & { readonly port: number };

export const BENCH_FOLDER = 'Telegram Archiver';
const MBSYNC = '/usr/bin/mbsync';

/** What one writes with imapflow at first: a mailbox after the other, a message after the other. */
export async function deliverByPlainLoop(
  { port, password }: BenchTarget,
  mailboxes: readonly MailboxMessages[],
): Promise<void> {
  for (const { mailbox, messages } of mailboxes) {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth: { user: `${mailbox}*admin`, pass: password },
      logger: false,
    });
    await client.connect();
    await client.mailboxCreate(BENCH_FOLDER);
    for (const { mime, eventAt } of messages) {
      await client.append(BENCH_FOLDER, mime, ['\\Seen'], eventAt);
    }
    await client.logout();
  }
}

/** Whether mbsync is installed (Debian: package isync). */
export function hasMbsync(): boolean {
  return existsSync(MBSYNC);
}

/** Prepares the messages as Maildirs. @returns a function that runs one mbsync over all of them. */
export async function prepareMbsync(
  { port, password }: BenchTarget,
  mailboxes: readonly MailboxMessages[],
): Promise<{ readonly deliver: () => Promise<void>; readonly remove: () => Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), 'custody-mbsync-'));
  const sections: string[] = [];
  for (const [number, { mailbox, messages }] of mailboxes.entries()) {
    const source = path.join(home, `box${number}`, BENCH_FOLDER);
    for (const part of ['cur', 'new', 'tmp']) {
      await mkdir(path.join(source, part), { recursive: true });
    }
    for (const [index, { mime }] of messages.entries()) {
      await writeFile(path.join(source, 'new', `${1_746_057_600 + index}.M${index}P1.host`), mime);
    }
    sections.push(`IMAPAccount account${number}
Host 127.0.0.1
Port ${port}
User ${mailbox}*admin
Pass ${password}
SSLType None
AuthMechs PLAIN

IMAPStore remote${number}
Account account${number}

MaildirStore local${number}
Path ${home}/box${number}/
Inbox ${home}/box${number}/INBOX

Channel channel${number}
Far :remote${number}:
Near :local${number}:
Patterns "${BENCH_FOLDER}"
Create Far
Sync Push New
SyncState ${home}/state${number}-
`);
  }
  const settings = path.join(home, 'mbsyncrc');
  await writeFile(settings, sections.join('\n'));
  return {
    async deliver() {
      await promisify(execFile)(MBSYNC, ['-q', '-c', settings, '-a']);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
