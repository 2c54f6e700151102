import { createHash } from 'node:crypto';
import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { NetworkMessage } from '#lib/sandbox/packages/build-record.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

type Written = Omit<NetworkMessage, 'messageId' | 'direction'>;

/** Collects what a network carried on a day and gives it its ids. */
export type NetworkWriter = {
  write(message: Written): NetworkMessage;
  written(): readonly NetworkMessage[];
};

/** @param seed carrier and day: the same ones get the same ids */
export function networkWriter(seed: string, people: readonly Person[]): NetworkWriter {
  const insiders = new Set(people.map(({ mobileNumber }) => mobileNumber));
  const isInsider = ({ mobileNumber }: EmlParticipant) => insiders.has(mobileNumber ?? '');
  const messages: NetworkMessage[] = [];

  return {
    write: (message) => {
      const hash = createHash('sha256').update(`${seed} ${messages.length}`).digest('hex');
      const written: NetworkMessage = {
        ...message,
        messageId: hash.slice(0, 24),
        direction: isInsider(message.from) ? 'Out' : 'In',
      };
      messages.push(written);
      return written;
    },
    written: () => messages,
  };
}
