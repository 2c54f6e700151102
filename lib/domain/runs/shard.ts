import { hash } from 'node:crypto';

/** A mailbox always falls into the same shard, so that only one worker at a time writes to it. */
const SHARD_COUNT = 16;

export function shardOf(mailbox: string): number {
  return hash('sha256', mailbox, 'buffer').readUInt32BE(0) % SHARD_COUNT;
}
