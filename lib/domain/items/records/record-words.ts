import type { DateTime } from 'luxon';
import { readRecordTime } from '#lib/domain/items/records/record-time.ts';
import type { RecordParticipant } from '#lib/domain/items/records/record-people.ts';
import type { ReadRecord } from '#lib/domain/items/records/read-record.ts';
import type { RecordCall, RecordChange } from '#lib/domain/items/records/record-schema.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/**
 * The words of a converted record. They are in English whatever the portal's language: an archive
 * must not depend on who reads it.
 */

/** The values of `messageContext` that are public (FACTS 3.5). */
const NOUNS: Readonly<Record<string, string>> = {
  'pager-message': 'SMS',
  'multimedia-message': 'MMS',
  'app-message': 'Message',
  'voice-call': 'Voice call',
  'video-call': 'Video call',
  'call-log': 'Call',
  event: 'System event',
};
const CHANGE_VERBS: Readonly<Record<RecordChange['kind'], string>> = {
  edit: 'Edited',
  'deleted-for-all': 'Deleted',
  'deleted-for-me': 'Deleted',
};
/** As the source's own client marks them (FACTS 3.5). */
const CHANGE_MARKERS: Readonly<Record<RecordChange['kind'], string>> = {
  edit: 'EDIT',
  'deleted-for-all': 'DELETED For All',
  'deleted-for-me': 'DELETED For Me',
};
const NAMED_RECIPIENTS = 3;
const LONGEST_SUBJECT = 255;

/** "SMS from Jonas Berg to Ida Holm", "Edited MMS …", "Voice call …", "System event: …". */
export function subjectOf(read: ReadRecord): string {
  const { record, people, context } = read;
  const noun = nounOf(context);
  const what = record.change === null ? noun : `${CHANGE_VERBS[record.change.kind]} ${noun}`;
  const from = people.from === null ? '' : ` from ${people.from.label}`;
  const own = toStorableText(record.dialogGroupName ?? '') || toStorableText(record.subject ?? '');
  const ending = own === '' ? '' : `: ${own}`;
  const isEvent = context === 'event';
  const to = isEvent || people.to.length === 0 ? '' : ` to ${listLabels(people.to)}`;
  const subject = toStorableText(`${what}${from}${to}${ending}`);
  return subject.length <= LONGEST_SUBJECT
    ? subject
    : `${subject.slice(0, LONGEST_SUBJECT - 1).trimEnd()}…`.toWellFormed();
}

/** The text of the message; of a call, edit or deletion what is known of it; then missing files. */
export function textOf(read: ReadRecord): string {
  const { record, media } = read;
  const missing = media
    .filter(({ content }) => content === null)
    .map(({ fileName }) => `[Not delivered by the source: ${fileName}]`);
  const paragraphs = [
    ...(record.change === null ? [] : [changeLines(record.change, record.textContent)]),
    ...(record.change === null && record.textContent !== null ? [record.textContent] : []),
    ...record.callInfo.map((call) => callLines(call, read)),
    ...(missing.length > 0 ? [missing.join('\n')] : []),
  ];
  return paragraphs
    .join('\n\n')
    .replace(/\r\n?|\n/g, '\r\n')
    .toWellFormed();
}

function nounOf(context: string | null): string {
  return NOUNS[context?.toLowerCase() ?? ''] ?? 'Message';
}

function listLabels(people: readonly RecordParticipant[]): string {
  const named = people.slice(0, NAMED_RECIPIENTS).map(({ label }) => label);
  const others = people.length - named.length;
  const all = others > 0 ? [...named, `${others} more`] : named;
  const last = all.at(-1) ?? '';
  return all.length === 1 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

function changeLines(change: RecordChange, text: string | null): string {
  const isEdit = change.kind === 'edit';
  return [
    CHANGE_MARKERS[change.kind],
    `Original message ID: ${toStorableText(change.originalMessageId)}`,
    ...(change.previousText === null
      ? []
      : [`${isEdit ? 'Previous text' : 'Text'}: ${change.previousText}`]),
    ...(isEdit && text !== null ? [`Edited text: ${text}`] : []),
    ...(!isEdit && text !== null && change.previousText === null ? [`Text: ${text}`] : []),
  ].join('\n');
}

function callLines(call: RecordCall, { record, people, direction, context }: ReadRecord): string {
  const start = readRecordTime(call.startTime ?? record.messageTime, record.timeZone);
  const end = readRecordTime(call.endTime, record.timeZone);
  const number = toStorableText(call.recipientNum ?? '');
  const digits = normaliseMobileNumber(number);
  const called = people.to.find(({ mobileNumber }) => digits !== null && mobileNumber === digits);
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    ['Kind', nounOf(context)],
    ['Caller', people.from?.label ?? null],
    ['Called', called?.label ?? (number || (people.to.length > 0 ? listLabels(people.to) : null))],
    ['Start', formatTime(start)],
    ['End', formatTime(end)],
    ['Duration', formatDuration(start, end)],
    ['Direction', direction === null ? null : { in: 'Incoming', out: 'Outgoing' }[direction]],
    ['Outcome', toStorableText(call.callStatus ?? '') || null],
    ['Call ID', toStorableText(call.callID ?? '') || null],
  ];
  return rows
    .flatMap(([label, value]) => (value === null ? [] : [`${label}: ${value}`]))
    .join('\n');
}

function formatTime(time: DateTime<true> | null): string | null {
  return time === null ? null : time.toFormat("yyyy-MM-dd HH:mm:ss 'UTC'ZZ");
}

function formatDuration(start: DateTime<true> | null, end: DateTime<true> | null): string | null {
  if (start === null || end === null || end < start) return null;
  const seconds = Math.round((end.toMillis() - start.toMillis()) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(hours > 0 || minutes > 0 ? [`${minutes} min`] : []),
    `${seconds % 60} s`,
  ].join(' ');
}
