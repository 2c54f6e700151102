import type { EmlMessage, EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { castSpeakers } from '#lib/sandbox/sample-week/cast-speakers.ts';
import { clientConversations } from '#lib/sandbox/sample-week/client-conversations.ts';
import { dayWriter, openChat } from '#lib/sandbox/sample-week/day-writer.ts';
import { dealer } from '#lib/sandbox/sample-week/dealer.ts';
import { deskConversations } from '#lib/sandbox/sample-week/desk-conversations.ts';
import { writeAttachments, writeLargeFiles } from '#lib/sandbox/sample-week/attachment-messages.ts';
import { fillPlaceholders } from '#lib/sandbox/sample-week/fill-placeholders.ts';
import { groupConversations } from '#lib/sandbox/sample-week/group-conversations.ts';
import { outsiders } from '#lib/sandbox/sample-week/outsiders.ts';
import { remarks } from '#lib/sandbox/sample-week/remarks.ts';
import { seededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';
import {
  writeCalls,
  writeDeletions,
  writeEdits,
  writeSystemEvent,
} from '#lib/sandbox/sample-week/special-messages.ts';

const MINUTE_MS = 60_000;

/**
 * Everything that was archived on a day, in the order in which it happened: the same every time.
 * @param day `YYYY-MM-DD`, in UTC
 */
export function sampleDay(day: string, organisation: Organisation): readonly EmlMessage[] {
  const random = seededRandom(`${organisation.domain} ${day}`);
  const startOfDay = new Date(`${day}T00:00:00Z`);
  const weekday = startOfDay.getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const deal = dealer(organisation.people, random);
  const writer = dayWriter(day, organisation.people);
  const atMinute = (minute: number) =>
    new Date(startOfDay.getTime() + minute * MINUTE_MS + random.whole(0, 59) * 1000);

  const conversations = [
    ...random.shuffle(clientConversations).slice(0, isWeekend ? 3 : 6),
    ...random.shuffle(deskConversations).slice(0, isWeekend ? 2 : 5),
    ...random.shuffle(groupConversations).slice(0, isWeekend ? 2 : 3),
  ];
  for (const conversation of conversations) {
    const speakers = castSpeakers(conversation, deal, random);
    const chat = openChat(speakers, conversation.title);
    let date = atMinute(random.whole(6 * 60, 17 * 60));
    let previous: EmlParticipant | undefined;
    for (const [speaker, text] of conversation.lines) {
      const sender = speakers[speaker];
      if (sender === undefined) throw new Error(`conversation without speaker ${speaker}`);
      const filled = fillPlaceholders(text, random, previous ?? speakers.at(-1) ?? sender);
      writer.write({ chat, sender, date, text: filled });
      date = new Date(date.getTime() + random.whole(12, 240) * 1000);
      previous = sender;
    }
  }

  for (const remark of random.shuffle(remarks).slice(0, isWeekend ? 10 : 12)) {
    const [sender, other] = [deal(), random.chance(0.5) ? deal() : random.pick(outsiders)];
    const chat = openChat([sender, other]);
    const text = fillPlaceholders(remark, random, other);
    writer.write({ chat, sender, date: atMinute(random.whole(5 * 60, 22 * 60)), text });
  }

  writeAttachments(writer, random, isWeekend ? 4 : 7);
  writeLargeFiles(writer, random, weekday);
  writeEdits(writer, random, 3);
  writeDeletions(writer, random, 3);
  for (let call = 0; call < (isWeekend ? 3 : 6); call += 1) {
    const other = random.chance(0.6) ? random.pick(outsiders) : deal();
    writeCalls(writer, random, [deal(), other], atMinute(random.whole(7 * 60, 18 * 60)));
  }
  writeSystemEvent(writer, random, deal(), atMinute(random.whole(5 * 60, 8 * 60)));
  // Nobody on it belongs to the organisation: TeleMessage had the phone registered by mistake.
  const [first, second] = random.shuffle(outsiders);
  if (first !== undefined && second !== undefined) {
    const text = 'Is this still the right number for the account team?';
    const date = atMinute(random.whole(8 * 60, 16 * 60));
    writer.write({ chat: openChat([first, second]), sender: first, date, text });
  }

  return [...writer.written()].sort((left, right) => left.date.getTime() - right.date.getTime());
}
