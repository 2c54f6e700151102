import { createHash } from 'node:crypto';
import { GraphError, itemNotFound } from '#lib/sandbox/graph/graph-error.ts';

const KINDS = { folder: 1, message: 2, attachment: 3 } as const;
/** What Exchange's ids of each sort begin with. */
const PREFIXES = { mutable: 'AAMkAG', immutable: 'AAkALg' } as const;
const PATTERN = /^AAMkAG|^AAkALg/;

type ObjectKind = keyof typeof KINDS;

const owners = new Map<string, Buffer>();

/** What marks the ids of a mailbox as its own. */
function ownerOf(mailbox: string): Buffer {
  const owner = owners.get(mailbox) ?? createHash('sha256').update(mailbox).digest();
  owners.set(mailbox, owner);
  return owner;
}

/**
 * Ids as long and as awkward as Exchange's: case matters, and the `=` at the end has to be escaped in
 * some places.
 * @param mailbox object id of the person
 * @param immutable asked for by `Prefer: IdType="ImmutableId"`; folders have one id for good
 */
export function formatObjectId(
  kind: ObjectKind,
  mailbox: string,
  id: number,
  immutable: boolean,
): string {
  const content = Buffer.alloc(41);
  ownerOf(mailbox).copy(content, 0);
  content.writeUInt8(KINDS[kind], 32);
  content.writeBigUInt64BE(BigInt(id), 33);
  const prefix = immutable && kind !== 'folder' ? PREFIXES.immutable : PREFIXES.mutable;
  return `${prefix}${content.toString('base64url')}=`;
}

/** Takes either sort of id. @throws {GraphError} */
export function parseObjectId(kind: ObjectKind, mailbox: string, text: string): number {
  const content = Buffer.from(text.replace(PATTERN, ''), 'base64url');
  if (!PATTERN.test(text) || content.length !== 41 || content.readUInt8(32) !== KINDS[kind]) {
    throw new GraphError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
  }
  if (!ownerOf(mailbox).equals(content.subarray(0, 32))) throw itemNotFound();
  return Number(content.readBigUInt64BE(33));
}
