import type { EmlMessage, EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { writeAttachments, writeLargeFiles } from '#lib/sandbox/sample-week/attachment-messages.ts';
import { castSpeakers } from '#lib/sandbox/sample-week/cast-speakers.ts';
import { clientConversations } from '#lib/sandbox/sample-week/client-conversations.ts';
import { dayWriter, openChat, type DayWriter } from '#lib/sandbox/sample-week/day-writer.ts';
import { dealer } from '#lib/sandbox/sample-week/dealer.ts';
import { deskConversations } from '#lib/sandbox/sample-week/desk-conversations.ts';
import { fillPlaceholders } from '#lib/sandbox/sample-week/fill-placeholders.ts';
import { groupConversations } from '#lib/sandbox/sample-week/group-conversations.ts';
import { outsiders } from '#lib/sandbox/sample-week/outsiders.ts';
import { remarks } from '#lib/sandbox/sample-week/remarks.ts';
import {
  captures,
  takeTurns,
  type SampleArchive,
} from '#lib/sandbox/sample-week/sample-archive.ts';
import { seededRandom, type SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';
import {
  writeCall,
  writeDeletions,
  writeEdits,
  writeRecalls,
  writeSystemEvent,
} from '#lib/sandbox/sample-week/special-messages.ts';

const MINUTE_MS = 60_000;

/** How much there is of each on a day. */
const VOLUMES = {
  full: { clients: 6, desk: 5, groups: 3, remarks: 12, files: 7, changes: 3, calls: 6 },
  weekend: { clients: 3, desk: 2, groups: 2, remarks: 10, files: 4, changes: 3, calls: 3 },
  small: { clients: 3, desk: 0, groups: 1, remarks: 4, files: 2, changes: 2, calls: 2 },
} as const;

/**
 * Everything that a chat archiver captured on a day, in the order in which it happened: the same
 * every time.
 * @param day `YYYY-MM-DD`, in UTC
 */
export function chatDay(
  archive: SampleArchive,
  day: string,
  organisation: Organisation,
): readonly EmlMessage[] {
  const startOfDay = new Date(`${day}T00:00:00Z`);
  const weekday = startOfDay.getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const volume = VOLUMES[!archive.isBusy ? 'small' : isWeekend ? 'weekend' : 'full'];
  const random = seededRandom(`${archive.id} ${organisation.domain} ${day}`);
  const deal = dealer(organisation.people, random);
  const writer = dayWriter(`${archive.id} ${day}`, organisation.people);
  const service = takeTurns(archive);
  const atMinute = (minute: number) =>
    new Date(startOfDay.getTime() + minute * MINUTE_MS + random.whole(0, 59) * 1000);

  const conversations = [
    ...random.shuffle(clientConversations).slice(0, volume.clients),
    ...random.shuffle(deskConversations).slice(0, volume.desk),
    ...random.shuffle(groupConversations).slice(0, volume.groups),
  ];
  for (const conversation of conversations) {
    const speakers = castSpeakers(conversation, deal, random);
    const chat = openChat(service(), speakers, conversation.title);
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

  for (const remark of random.shuffle(remarks).slice(0, volume.remarks)) {
    const [sender, other] = [deal(), random.chance(0.5) ? deal() : random.pick(outsiders)];
    const chat = openChat(service(), [sender, other]);
    const text = fillPlaceholders(remark, random, other);
    writer.write({ chat, sender, date: atMinute(random.whole(5 * 60, 22 * 60)), text });
  }

  if (captures(archive, 'attachments', 'files')) writeAttachments(writer, random, volume.files);
  if (archive.isBusy) writeLargeFiles(writer, random, weekday);
  writeEdits(writer, random, volume.changes);
  if (captures(archive, 'deleted-messages')) writeDeletions(writer, random, volume.changes);
  if (captures(archive, 'recalled-messages')) writeRecalls(writer, random, volume.changes);
  if (captures(archive, 'calls')) {
    for (let call = 0; call < volume.calls; call += 1) {
      const other = random.chance(0.6) ? random.pick(outsiders) : deal();
      const startedAt = atMinute(random.whole(7 * 60, 18 * 60));
      writeCall(writer, random, { service: service(), people: [deal(), other], startedAt });
    }
  }
  const date = atMinute(random.whole(5 * 60, 8 * 60));
  writeSystemEvent(writer, random, { name: archive.pageLabel, owner: deal(), date });
  writeStrangers(writer, random, { service: service(), date: atMinute(random.whole(480, 960)) });

  return [...writer.written()].sort((left, right) => left.date.getTime() - right.date.getTime());
}

/** Nobody on it belongs to the organisation: TeleMessage had the phone registered by mistake. */
function writeStrangers(
  writer: DayWriter,
  random: SeededRandom,
  { service, date }: { readonly service: string; readonly date: Date },
): void {
  const [first, second] = random.shuffle(outsiders);
  if (first === undefined || second === undefined) return;
  const text = 'Is this still the right number for the account team?';
  writer.write({ chat: openChat(service, [first, second]), sender: first, date, text });
}
