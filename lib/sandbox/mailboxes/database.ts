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
  content TEXT NOT NULL,
  properties TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX IF NOT EXISTS message_by_folder ON message (folder_id, received_at);

CREATE TABLE IF NOT EXISTS property_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS named_property (
  name_id INTEGER NOT NULL REFERENCES property_name (id),
  value TEXT NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (name_id, value, message_id)
) STRICT, WITHOUT ROWID;

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

/** Sample mailboxes from when every property had a row of its own. */
const FROM_PROPERTY_ROWS = `
ALTER TABLE message ADD COLUMN properties TEXT NOT NULL DEFAULT '[]';
UPDATE message SET properties = (
  SELECT json_group_array(json_object('propertyId', property_id, 'value', value))
  FROM extended_property WHERE message_id = message.id);
INSERT OR IGNORE INTO property_name (name)
  SELECT DISTINCT property_id FROM extended_property WHERE property_id LIKE '%} Name %';
INSERT INTO named_property SELECT property_name.id, value, message_id
  FROM extended_property JOIN property_name ON name = property_id WHERE length(value) <= 255;
DROP TABLE extended_property;
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
  const old = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'extended_property'");
  if (old.get() !== undefined) database.exec(`BEGIN; ${FROM_PROPERTY_ROWS} COMMIT;`);
  return database;
}
