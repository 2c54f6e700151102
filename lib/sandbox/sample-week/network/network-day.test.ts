import { describe, expect, it } from 'vitest';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { getSampleArchive, sampleArchives } from '#lib/sandbox/sample-accounts.ts';
import { recordItems } from '#lib/sandbox/sample-week/day-items.ts';
import { networkDay } from '#lib/sandbox/sample-week/network/network-day.ts';

const day = '2026-11-19';
const archives = sampleArchives.filter(({ itemFormat }) => itemFormat === 'records');
const numbers = new Set(sampleOrganisation.people.map(({ mobileNumber }) => mobileNumber));

describe.each(archives)('a day of $pageLabel', (archive) => {
  const messages = networkDay(archive, day, sampleOrganisation);

  it('has 20 to 80 records of that day, each with an id of its own and readable', () => {
    expect(messages.length).toBeGreaterThanOrEqual(20);
    expect(messages.length).toBeLessThanOrEqual(80);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    for (const { entryName, eml } of recordItems(messages)) {
      const parsed = parseItem(entryName, eml);
      if (!parsed.ok) throw new Error(`${entryName}: ${parsed.code}`);
      expect(parsed.item.eventAt?.toISOString().slice(0, 10)).toBe(day);
      expect(parsed.item.participants.length).toBeGreaterThan(0);
    }
  });

  it('has text messages, an event, an edit, a deletion, and one that is nobody’s', () => {
    const contexts = new Set(messages.map(({ context }) => context));
    expect(contexts).toContain('pager-message');
    expect(contexts).toContain('event');
    const ids = new Set(messages.map(({ messageId }) => messageId));
    const changes = messages.flatMap(({ change }) => change ?? []);
    expect(changes.map(({ kind }) => kind).sort()).toEqual(['deleted-for-all', 'edit']);
    expect(changes.every(({ originalMessageId }) => ids.has(originalMessageId))).toBe(true);
    const isForeign = ({ mobileNumber }: { mobileNumber: string | null }) =>
      !numbers.has(mobileNumber ?? '');
    expect(messages.some(({ from, to }) => [from, ...to].every(isForeign))).toBe(true);
  });

  it('is the same every time', () => {
    const again = networkDay(archive, day, sampleOrganisation);
    expect(recordItems(again)).toEqual(recordItems(messages));
  });
});

describe('the archivers of messages and calls', () => {
  const dayOf = (kind: string) => networkDay(getSampleArchive(kind), day, sampleOrganisation);
  const contextsOf = (kind: string) => new Set(dayOf(kind).map(({ context }) => context));

  it.each([
    ['o2', ['pager-message', 'voice-call', 'event']],
    ['att', ['pager-message', 'multimedia-message', 'event']],
    ['telus', ['pager-message', 'event']],
    ['android', ['pager-message', 'multimedia-message', 'voice-call', 'call-log', 'event']],
    [
      'enterprise-number',
      ['pager-message', 'app-message', 'multimedia-message', 'voice-call', 'call-log', 'event'],
    ],
  ])('%s: no more and no less than it captures', (kind, contexts) => {
    expect(contextsOf(kind)).toEqual(new Set(contexts));
  });

  it('have calls with recordings, and missed ones', () => {
    const calls = dayOf('o2').filter(({ context }) => context === 'voice-call');
    expect(new Set(calls.map(({ call }) => call?.status))).toEqual(new Set(['Answered', 'Missed']));
    const recordings = calls.flatMap(({ attachments }) => attachments ?? []);
    expect(new Set(recordings.map(({ contentType }) => contentType))).toEqual(
      new Set(['audio/wav']),
    );
  });

  it('have pictures, to one person and to a group', () => {
    const pictures = dayOf('att').filter(({ context }) => context === 'multimedia-message');
    expect(pictures.some(({ attachments }) => attachments?.length === 1)).toBe(true);
    expect(pictures.some(({ group, to }) => group !== undefined && to.length === 3)).toBe(true);
  });
});
