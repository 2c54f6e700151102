import type { EmlMessage } from '#lib/sandbox/packages/build-eml.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { castSpeakers } from '#lib/sandbox/sample-week/cast-speakers.ts';
import { clientConversations } from '#lib/sandbox/sample-week/client-conversations.ts';
import { dayWriter, openChat } from '#lib/sandbox/sample-week/day-writer.ts';
import { dealer } from '#lib/sandbox/sample-week/dealer.ts';
import { writeAttachments } from '#lib/sandbox/sample-week/attachment-messages.ts';
import { fillPlaceholders } from '#lib/sandbox/sample-week/fill-placeholders.ts';
import { groupConversations } from '#lib/sandbox/sample-week/group-conversations.ts';
import { seededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';
import {
  writeCalls,
  writeDeletions,
  writeSystemEvent,
} from '#lib/sandbox/sample-week/special-messages.ts';

const MINUTE_MS = 60_000;

/** A smaller day than Telegram's, in WeChat: chats, groups, files, recalled messages, a call. */
export function wechatDay(day: string, organisation: Organisation): readonly EmlMessage[] {
  const random = seededRandom(`wechat ${organisation.domain} ${day}`);
  const deal = dealer(organisation.people, random);
  const writer = dayWriter(`wechat ${day}`, organisation.people);
  const atMinute = (minute: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS + random.whole(0, 59) * 1000);

  const conversations = [
    ...random.shuffle(clientConversations).slice(0, 3),
    ...random.shuffle(groupConversations).slice(0, 1),
  ];
  for (const conversation of conversations) {
    const speakers = castSpeakers(conversation, deal, random);
    const chat = openChat(speakers, conversation.title);
    let date = atMinute(random.whole(2 * 60, 10 * 60));
    for (const [speaker, text] of conversation.lines) {
      const sender = speakers[speaker];
      if (sender === undefined) throw new Error(`conversation without speaker ${speaker}`);
      writer.write({ chat, sender, date, text: fillPlaceholders(text, random, sender) });
      date = new Date(date.getTime() + random.whole(12, 240) * 1000);
    }
  }
  writeAttachments(writer, random, 2);
  writeDeletions(writer, random, 2);
  writeCalls(writer, random, [deal(), deal()], atMinute(random.whole(7 * 60, 18 * 60)));
  writeSystemEvent(writer, random, deal(), atMinute(random.whole(5 * 60, 8 * 60)));

  return writer
    .written()
    .map((message) => ({
      ...message,
      subject: message.subject.replace('Telegram', 'WeChat'),
      text: message.text.replaceAll('Telegram', 'WeChat'),
    }))
    .sort((left, right) => left.date.getTime() - right.date.getTime());
}
