import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox TEXT NOT NULL,
  display_name TEXT NOT NULL COLLATE NOCASE,
  well_known_name TEXT,
  is_hidden INTEGER NOT NULL,
  UNIQUE (mailbox, display_name)
) STRICT;

CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox TEXT NOT NULL,
  folder_id INTEGER NOT NULL REFERENCES folder (id),
  internet_message_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  is_draft INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS message_by_folder ON message (folder_id, received_at);

CREATE TABLE IF NOT EXISTS extended_property (
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  property_id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (message_id, property_id)
) STRICT, WITHOUT ROWID;
-- Long values (transport headers) cannot be searched for, so they need not be in the index.
CREATE INDEX IF NOT EXISTS extended_property_by_value
  ON extended_property (property_id, value, message_id) WHERE length(value) <= 255;

CREATE TABLE IF NOT EXISTS attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  is_inline INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attachment_by_message ON attachment (message_id);

CREATE TABLE IF NOT EXISTS upload (
  token TEXT PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  is_inline INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS upload_chunk (
  token TEXT NOT NULL REFERENCES upload (token) ON DELETE CASCADE,
  start_bytes INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (token, start_bytes)
) STRICT;
`;

/**
 * The database of the sample mailboxes. A commit is in the operating system's hands when it returns,
 * so killing the process loses nothing that was acknowledged; only a power cut may.
 */
export function openMailboxDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA foreign_keys = ON');
  // Writing back seldom is writing back less: the same pages change from batch to batch.
  database.exec('PRAGMA wal_autocheckpoint = 8000');
  database.exec('PRAGMA cache_size = -64000');
  database.exec(SCHEMA);
  return database;
}
