import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';

const KEY = 'String {c05d7a0e-6f1b-4c39-9d58-2a7e41b3f9c6} Name CustodyDeliveryKey';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'custody-mailboxes-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('finds what was filed when every property had a row of its own', () => {
  const file = path.join(directory, 'mailboxes.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`
    CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox TEXT NOT NULL,
      folder_id INTEGER NOT NULL, internet_message_id TEXT NOT NULL, subject TEXT NOT NULL,
      is_draft INTEGER NOT NULL, is_read INTEGER NOT NULL, received_at TEXT NOT NULL,
      sent_at TEXT NOT NULL, created_at TEXT NOT NULL, modified_at TEXT NOT NULL,
      version INTEGER NOT NULL, content TEXT NOT NULL) STRICT;
    CREATE TABLE extended_property (message_id INTEGER NOT NULL, property_id TEXT NOT NULL,
      value TEXT NOT NULL, PRIMARY KEY (message_id, property_id)) STRICT, WITHOUT ROWID;
    INSERT INTO message VALUES (7, 'ida', 1, '<7@x>', 'Old', 0, 1, '2026-11-03T15:05:00Z',
      '2026-11-03T15:05:00Z', '2026-11-03T15:05:00Z', '2026-11-03T15:05:00Z', 1,
      '{"body":{"contentType":"text","content":"Hei"},"from":null,"sender":null,"toRecipients":[],
        "ccRecipients":[],"bccRecipients":[],"replyTo":[],"importance":"normal","categories":[]}');
    INSERT INTO extended_property VALUES (7, 'Integer 0xe07', '1'), (7, '${KEY}', 'one');
  `);
  old.close();

  for (let opened = 1; opened <= 2; opened += 1) {
    const store = openMailboxStore(file);
    const filter = { kind: 'property', propertyId: KEY, value: 'one' } as const;
    const found = store.messages.list({ mailbox: 'ida', filter, skip: 0, top: 10 });
    expect(found.map(({ id, properties }) => ({ id, properties }))).toEqual([
      {
        id: 7,
        properties: [
          { propertyId: 'Integer 0xe07', value: '1' },
          { propertyId: KEY, value: 'one' },
        ],
      },
    ]);
    store.close();
  }
});

it('undoes all that was changed together when a part of it fails', () => {
  const store = openMailboxStore(':memory:');
  const failing = () => {
    store.atomically(() => {
      store.folders.create('ida', 'Outer', false);
      store.atomically(() => {
        store.folders.create('ida', 'Inner', false);
        throw new Error('failed');
      });
    });
  };
  expect(failing).toThrow('failed');
  const names = store.folders.list('ida').map(({ displayName }) => displayName);
  expect(names).not.toContain('Outer');
  expect(names).not.toContain('Inner');
  store.close();
});
