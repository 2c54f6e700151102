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

function callId(random: SeededRandom): string {
  return String(random.whole(1, 99_999_999)).padStart(8, '0');
}
