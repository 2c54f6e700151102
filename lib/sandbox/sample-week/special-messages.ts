import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import {
  openChat,
  type DayWriter,
  type WrittenMessage,
} from '#lib/sandbox/sample-week/day-writer.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

/** An edit is an item of its own with the text before and after (FACTS 3.5). */
export function writeEdits(writer: DayWriter, random: SeededRandom, count: number): void {
  for (const original of pickOriginals(writer, random, count)) {
    writer.write({
      ...followUp(original, random),
      text: [
        'EDIT',
        `Original message ID: ${original.messageId}`,
        `Previous text: ${original.text}`,
        `Edited text: ${original.text} (corrected)`,
      ].join('\n'),
    });
  }
}

/** A deletion is an item of its own, too; the deleted one stays archived. */
export function writeDeletions(writer: DayWriter, random: SeededRandom, count: number): void {
  for (const original of pickOriginals(writer, random, count)) {
    const marker = random.chance(0.7) ? 'DELETED For All' : 'DELETED For Me';
    writeTakenBack(writer, original, { marker, random });
  }
}

/** So is a message that its sender recalls. The marker is ours: the vendor's is not public. */
export function writeRecalls(writer: DayWriter, random: SeededRandom, count: number): void {
  for (const original of pickOriginals(writer, random, count)) {
    writeTakenBack(writer, original, { marker: 'RECALLED', random });
  }
}

function writeTakenBack(
  writer: DayWriter,
  original: WrittenMessage,
  { marker, random }: { readonly marker: string; readonly random: SeededRandom },
): void {
  writer.write({
    ...followUp(original, random),
    text: [marker, `Original message ID: ${original.messageId}`, `Text: ${original.text}`].join(
      '\n',
    ),
  });
}

type Call = {
  readonly service: string;
  readonly people: readonly [caller: EmlParticipant, called: EmlParticipant];
  readonly startedAt: Date;
};

/** A voice or video call: who, when and for how long. */
export function writeCall(
  writer: DayWriter,
  random: SeededRandom,
  { service, people, startedAt }: Call,
): void {
  const isVideo = random.chance(0.2);
  const isAnswered = random.chance(0.75);
  const seconds = isAnswered ? random.whole(20, 1500) : 0;
  const endedAt = new Date(startedAt.getTime() + seconds * 1000);
  writer.write({
    chat: openChat(service, people),
    sender: people[0],
    date: startedAt,
    context: isVideo ? 'video-call' : 'voice-call',
    text: [
      `${service} ${isVideo ? 'video' : 'voice'} call`,
      `Status: ${isAnswered ? 'Answered' : 'Missed'}`,
      `Start: ${startedAt.toISOString()}`,
      `End: ${endedAt.toISOString()}`,
      `Duration: ${Math.floor(seconds / 60)} min ${seconds % 60} s`,
    ].join('\n'),
  });
}

type SystemEvent = {
  /** Of the archiver. */
  readonly name: string;
  readonly owner: EmlParticipant;
  readonly date: Date;
};

/** What the archiver itself reports about a phone. */
export function writeSystemEvent(
  writer: DayWriter,
  random: SeededRandom,
  { name, owner, date }: SystemEvent,
): void {
  const event = random.pick([
    `${name} was upgraded to version 5.2.1.`,
    'The device was idle for 24 hours.',
    'The device is low on storage.',
    'The SIM card was changed.',
  ]);
  writer.write({
    chat: { ...openChat(name, [owner]), subject: `${name} System Event` },
    sender: owner,
    date,
    context: 'event',
    text: event,
  });
}

function pickOriginals(writer: DayWriter, random: SeededRandom, count: number) {
  const plain = writer
    .written()
    .filter(({ text, attachments }) => attachments === undefined && text.length > 15);
  return random.shuffle(plain).slice(0, count);
}

function followUp(original: WrittenMessage, random: SeededRandom) {
  return {
    chat: original.chat,
    sender: original.from,
    date: new Date(original.date.getTime() + random.whole(10, 400) * 1000),
    headers: { 'X-TeleMessage-Original-Message-Id': `<${original.messageId}>` },
  };
}
