import { spawnSync } from 'node:child_process';

export type DatabaseUser = { readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root. It is then run under a number that belongs to nobody (a range
 * systemd leaves unused, https://systemd.io/UIDS-GIDS), so that no account has to be created and no
 * other service can read the files. docs/decisions/0002-embedded-postgresql.md
 */
const dedicatedUser: DatabaseUser = { uid: 61_132, gid: 61_132 };

/**
 * initdb, unlike the server, wants its user to have a name. `nobody` has one everywhere; what it
 * makes is given to the dedicated user at once.
 */
const namedUser: DatabaseUser = { uid: 65_534, gid: 65_534 };

export type DatabaseUsers = {
  readonly server: DatabaseUser;
  readonly initdb: DatabaseUser;
};

/** Whom PostgreSQL runs as; undefined when it can run as the present user. */
export function databaseUsers(): DatabaseUsers | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { server: dedicatedUser, initdb: namedUser };
}

/** Whether a user gets through every directory down to this one. */
export function canEnter(directory: string, user: DatabaseUser): boolean {
  return spawnSync('test', ['-x', directory], { ...user, cwd: '/' }).status === 0;
}
