import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';

export type DatabaseUser = { readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root. It is then run under a number that belongs to nobody (a range
 * systemd leaves unused, https://systemd.io/UIDS-GIDS), so that no account has to be created and no
 * other service can read the files. docs/decisions/0007-embedded-postgresql.md
 */
export const dedicatedUser: DatabaseUser = { uid: 61_132, gid: 61_132 };

/**
 * initdb, unlike the server, wants its user to have a name. `nobody` has one everywhere; what it
 * makes is given to the dedicated user at once.
 */
const namedUser: DatabaseUser = { uid: 65_534, gid: 65_534 };

export type DatabaseUsers = {
  readonly server: DatabaseUser;
  readonly initdb: DatabaseUser;
};

/**
 * Whom PostgreSQL runs as; undefined when it can run as the present user. A data directory that exists
 * keeps its owner, who may be an ordinary user that started Custody before.
 */
export async function findDatabaseUsers(dataDirectory: string): Promise<DatabaseUsers | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await stat(dataDirectory).catch(() => undefined);
  const server = existing === undefined ? dedicatedUser : { uid: existing.uid, gid: existing.gid };
  return { server, initdb: namedUser };
}

/** Whether a user gets through every directory down to this one. */
export function canEnter(directory: string, user: DatabaseUser): boolean {
  return spawnSync('test', ['-x', directory], { ...user, cwd: '/' }).status === 0;
}
