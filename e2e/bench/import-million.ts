import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Figure } from '#e2e/bench/figures.ts';
import { measureImport, packagesOf, type DayOfPackages } from '#e2e/bench/measured-import.ts';
import { sampleMessages } from '#e2e/bench/sample-messages.ts';
import { packageName } from '#lib/sandbox/packages/build-package.ts';

/**
 * `node e2e/bench/import-million.ts [messages]`: a day of a million messages, and a package of 2 GB among
 * its packages, imported by a real worker into a Dovecot in memory; prints what the worker has in memory
 * as it goes on. Takes half an hour.
 */
const MESSAGES = Number(process.argv[2] ?? 1_000_000);
const DAY = '2026-11-20';
const MAILBOXES = 200;
const MESSAGES_PER_PACKAGE = 50_000;
/** 2 GB of attachments, no item above the 10 MB at which it would be held. */
const LARGE_ITEMS = 264;
const LARGE_ITEM_BYTES = 8 * 1024 * 1024;
const MEMORY_DIRECTORY = '/dev/shm';

const mailboxNames = sampleMessages('million', {
  mailboxes: MAILBOXES,
  messagesPerMailbox: 0,
  bytesPerMessage: 0,
}).map(({ mailbox }) => mailbox);

const measured = await measureImport({
  mailboxes: mailboxNames,
  packages: dayOfPackages(),
  dovecot: {
    isDurable: false,
    ...(existsSync(MEMORY_DIRECTORY) ? { parentDirectory: MEMORY_DIRECTORY } : {}),
  },
});
console.log(measured);
const figures: Figure[] = [
  { name: 'imported', value: measured.imported, unit: 'messages' },
  {
    name: 'whole import',
    value: measured.imported / (measured.readingSeconds + measured.deliveringSeconds),
    unit: 'messages/s',
  },
  { name: 'most memory', value: measured.peakMegabytes, unit: 'MB', target: '< 512 MB' },
  ...measured.megabytesByTenth.map((value, tenth) => ({
    name: `memory after ${tenth + 1} tenths of the time`,
    value,
    unit: 'MB',
  })),
];
console.table(figures);

function* dayOfPackages(): DayOfPackages {
  const packages = Math.ceil(MESSAGES / MESSAGES_PER_PACKAGE);
  for (let part = 1; part <= packages; part += 1) {
    const messages = sampleMessages('million', {
      mailboxes: MAILBOXES,
      firstMessage: ((part - 1) * MESSAGES_PER_PACKAGE) / MAILBOXES,
      messagesPerMailbox: MESSAGES_PER_PACKAGE / MAILBOXES,
      bytesPerMessage: 2_048,
    });
    yield* packagesOf(DAY, messages, 1, part);
  }
  yield { name: nameOf(packages + 1), bytes: largePackage(nameOf(packages + 1)) };
}

function nameOf(part: number): string {
  return packageName({ day: DAY, part, zippedAt: new Date('2026-11-21T03:00:00Z') });
}

function largePackage(name: string): Readable {
  const zip = new ZipFile();
  const names = Array.from({ length: LARGE_ITEMS }, (_, index) => `large-${index}.eml`);
  for (const [index, entryName] of names.entries()) {
    zip.addReadStreamLazy(entryName, { compress: false }, (done) => {
      done(null, Readable.from([largeMail(index)]));
    });
  }
  const manifest = [`Count: ${names.length}`, ...names, ''].join('\r\n');
  zip.addBuffer(Buffer.from(manifest), name.replace(/\.zip$/, '.mf'));
  zip.end();
  return Readable.from(zip.outputStream);
}

function largeMail(index: number): Buffer {
  const mailbox = mailboxNames[index % mailboxNames.length] ?? '';
  const lines = randomBytes((LARGE_ITEM_BYTES * 57) / 78).toString('base64');
  return Buffer.from(
    `Message-ID: <large-${index}@telemessage.example>\r\n` +
      'Date: Fri, 20 Nov 2026 12:00:00 +0000\r\n' +
      `From: <someone@elsewhere.example>\r\nTo: <${mailbox}>\r\nSubject: Video\r\n` +
      'MIME-Version: 1.0\r\nContent-Type: application/octet-stream; name="video.mp4"\r\n' +
      `Content-Transfer-Encoding: base64\r\n\r\n${lines.replace(/.{1,76}/g, '$&\r\n')}`,
  );
}
