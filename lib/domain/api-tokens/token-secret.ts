import { hash } from 'node:crypto';

/** What finds a token that lies where it should not, such as in a repository, looks for this. */
const PREFIX = 'cst_';
const RANDOM_BYTES = 32;
/** So much of it is shown again: enough to tell one from another, too little to guess the rest. */
const ENDING_LENGTH = 4;
const TOKEN = /^cst_[A-Za-z0-9_-]{43}$/;

/** @param random 32 bytes that nobody can guess */
export function writeApiToken(random: Buffer): string {
  if (random.length !== RANDOM_BYTES) throw new Error('a token has 32 random bytes');
  return PREFIX + random.toString('base64url');
}

/** What is kept of a token. A plain hash will do: nobody guesses 256 random bits. */
export function hashApiToken(token: string): string {
  return hash('sha256', token);
}

export function endingOf(token: string): string {
  return token.slice(-ENDING_LENGTH);
}

/** The token of an `Authorization` header (RFC 6750); null when it bears none of ours. */
export function readBearerToken(authorization: string | null): string | null {
  const token = /^Bearer +(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
  return token !== undefined && TOKEN.test(token) ? token : null;
}
