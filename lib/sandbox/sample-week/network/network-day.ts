import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { NetworkMessage } from '#lib/sandbox/packages/build-record.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { castSpeakers } from '#lib/sandbox/sample-week/cast-speakers.ts';
import { clientConversations } from '#lib/sandbox/sample-week/client-conversations.ts';
import { dealer } from '#lib/sandbox/sample-week/dealer.ts';
import { deskConversations } from '#lib/sandbox/sample-week/desk-conversations.ts';
import { fillPlaceholders } from '#lib/sandbox/sample-week/fill-placeholders.ts';
import {
  networkWriter,
  type NetworkWriter,
} from '#lib/sandbox/sample-week/network/network-writer.ts';
import { writeGroupPictures, writePicture } from '#lib/sandbox/sample-week/network/pictures.ts';
import {
  writeCall,
  writeLoggedCall,
  writeMissedCall,
} from '#lib/sandbox/sample-week/network/voice-calls.ts';
import { outsiders } from '#lib/sandbox/sample-week/outsiders.ts';
import { captures, type SampleArchive } from '#lib/sandbox/sample-week/sample-archive.ts';
import { seededRandom, type SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

const MINUTE_MS = 60_000;

/**
 * Everything that an archiver of messages and calls captured on a day, in the order in which it
 * happened: the same every time.
 * @param day `YYYY-MM-DD`, in UTC
 */
export function networkDay(
  archive: SampleArchive,
  day: string,
  organisation: Organisation,
): readonly NetworkMessage[] {
  const random = seededRandom(`${archive.id} ${organisation.domain} ${day}`);
  const deal = dealer(organisation.people, random);
  const writer = networkWriter(`${archive.id} ${day}`, organisation.people);
  const atMinute = (minute: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS + random.whole(0, 59) * 1000);
  const duringWork = () => atMinute(random.whole(7 * 60, 17 * 60));

  const conversations = [
    ...random.shuffle(clientConversations).slice(0, 4),
    ...random.shuffle(deskConversations).slice(0, 2),
  ];
  for (const [index, conversation] of conversations.entries()) {
    const speakers = castSpeakers(conversation, deal, random);
    // Every third in the app's own chat, where it has one.
    const isChat = index % 3 === 2 && captures(archive, 'chats');
    const context = isChat ? 'app-message' : 'pager-message';
    let date = duringWork();
    for (const [speaker, line] of conversation.lines) {
      const text = fillPlaceholders(line, random, speakers[0] ?? deal());
      writeText(writer, { context, speakers, speaker, date, text });
      date = new Date(date.getTime() + random.whole(20, 300) * 1000);
    }
  }
  writeChanges(writer, random);
  if (captures(archive, 'voice-calls', 'call-recordings')) {
    for (let call = 0; call < 5; call += 1) {
      writeCall(writer, random, [deal(), random.pick(outsiders)], duringWork());
    }
    writeMissedCall(writer, random, [random.pick(outsiders), deal()], duringWork());
  }
  if (captures(archive, 'call-logs')) {
    for (let call = 0; call < 2; call += 1) {
      writeLoggedCall(writer, random, [random.pick(outsiders), deal()], duringWork());
    }
  }
  if (captures(archive, 'mms')) {
    for (let picture = 0; picture < 3; picture += 1) {
      writePicture(writer, random, [deal(), random.pick(outsiders)], duringWork());
    }
    const group = [deal(), deal(), deal(), random.pick(outsiders)];
    writeGroupPictures(writer, random, group, duringWork());
  }
  writeEvent(writer, archive.pageLabel, deal(), atMinute(random.whole(5 * 60, 7 * 60)));
  // Nobody on it belongs to the organisation: the number was registered by mistake.
  const text = 'Who is this? I got your number from an old invoice.';
  writeText(writer, {
    context: 'pager-message',
    speakers: random.shuffle(outsiders).slice(0, 2),
    speaker: 0,
    date: duringWork(),
    text,
  });

  return [...writer.written()].sort((left, right) => left.date.getTime() - right.date.getTime());
}

type Text = {
  readonly context: 'pager-message' | 'app-message';
  readonly speakers: readonly EmlParticipant[];
  readonly speaker: number;
  readonly date: Date;
  readonly text: string;
};

function writeText(writer: NetworkWriter, { context, speakers, speaker, date, text }: Text): void {
  const from = speakers[speaker];
  if (from === undefined) throw new Error(`conversation without speaker ${speaker}`);
  const to = speakers.filter((other) => other !== from);
  writer.write({ context, date, from, to, text });
}

/** An edit and a deletion are items of their own; what they are about stays archived. */
function writeChanges(writer: NetworkWriter, random: SeededRandom): void {
  const [edited, deleted] = random.shuffle(
    writer.written().filter(({ text }) => text !== undefined),
  );
  for (const original of [edited, deleted]) {
    if (original?.text === undefined) continue;
    const { messageId, from, to, context, text: previousText } = original;
    const date = new Date(original.date.getTime() + random.whole(10, 400) * 1000);
    const change = { originalMessageId: messageId, previousText };
    if (original === edited) {
      const text = `${previousText} (corrected)`;
      writer.write({ context, date, from, to, text, change: { ...change, kind: 'edit' } });
    } else {
      writer.write({ context, date, from, to, change: { ...change, kind: 'deleted-for-all' } });
    }
  }
}

function writeEvent(writer: NetworkWriter, name: string, owner: EmlParticipant, date: Date): void {
  writer.write({
    context: 'event',
    date,
    from: owner,
    to: [],
    subject: `${name} System Event`,
    text: 'The SIM card was changed.',
  });
}
