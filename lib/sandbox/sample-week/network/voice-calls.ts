import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { NetworkWriter } from '#lib/sandbox/sample-week/network/network-writer.ts';
import { voiceMessage } from '#lib/sandbox/sample-week/sample-files.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

type Ends = readonly [caller: EmlParticipant, called: EmlParticipant];

/** A call that was answered, with its recording. */
export function writeCall(
  writer: NetworkWriter,
  random: SeededRandom,
  [caller, called]: Ends,
  date: Date,
): void {
  const id = callId(random);
  writer.write({
    context: 'voice-call',
    date,
    from: caller,
    to: [called],
    call: {
      id,
      status: 'Answered',
      endedAt: new Date(date.getTime() + random.whole(15, 1800) * 1000),
    },
    attachments: [voiceMessage(`call-${id}.wav`, random)],
  });
}

export function writeMissedCall(
  writer: NetworkWriter,
  random: SeededRandom,
  [caller, called]: Ends,
  date: Date,
): void {
  const call = { id: callId(random), status: 'Missed', endedAt: date } as const;
  writer.write({ context: 'voice-call', date, from: caller, to: [called], call });
}

/** A call of which only the log of the phone tells. */
export function writeLoggedCall(
  writer: NetworkWriter,
  random: SeededRandom,
  [caller, called]: Ends,
  date: Date,
): void {
  const endedAt = new Date(date.getTime() + random.whole(5, 600) * 1000);
  const call = { id: callId(random), status: 'Answered', endedAt } as const;
  writer.write({ context: 'call-log', date, from: caller, to: [called], call });
}

function callId(random: SeededRandom): string {
  return String(random.whole(1, 99_999_999)).padStart(8, '0');
}
