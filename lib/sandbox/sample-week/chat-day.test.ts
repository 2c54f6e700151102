import { describe, expect, it } from 'vitest';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { getSampleArchive, sampleArchives } from '#lib/sandbox/sample-accounts.ts';
import { chatDay } from '#lib/sandbox/sample-week/chat-day.ts';
import { emlItems } from '#lib/sandbox/sample-week/day-items.ts';

const day = '2026-11-19';
const archives = sampleArchives.filter(({ itemFormat }) => itemFormat === 'mail');
const dayOf = (kind: string) => chatDay(getSampleArchive(kind), day, sampleOrganisation);

describe.each(archives)('a day of $pageLabel', (archive) => {
  const messages = chatDay(archive, day, sampleOrganisation);

  it('has 20 items or more, each readable, of that day and with an id of its own', () => {
    expect(messages.length).toBeGreaterThanOrEqual(20);
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
    for (const { entryName, eml } of emlItems(messages)) {
      const parsed = parseItem(entryName, eml);
      if (!parsed.ok) throw new Error(`${entryName}: ${parsed.code}`);
      expect(parsed.item.eventAt?.toISOString().slice(0, 10)).toBe(day);
    }
  });

  it('names its own services and no others', () => {
    const others = archives.filter(({ id }) => id !== archive.id).flatMap((it) => it.services);
    const words = messages.map(({ subject, text }) => `${subject}\n${text}`).join('\n');
    for (const service of archive.services) expect(words).toContain(`${service} chat: `);
    expect(others.filter((service) => words.includes(`${service} `))).toEqual([]);
  });

  it('has groups, calls, files, edits and an event', () => {
    const contexts = new Set(messages.map(({ context }) => context));
    expect([...contexts].some((context) => context?.endsWith('-call'))).toBe(true);
    expect(contexts).toContain('event');
    expect(messages.some(({ subject }) => subject.includes(' group: '))).toBe(true);
    expect(messages.some(({ attachments }) => attachments !== undefined)).toBe(true);
    expect(messages.some(({ text }) => text.startsWith('EDIT\n'))).toBe(true);
  });
});

it('what is taken back is deleted or recalled, as the archiver captures it', () => {
  const markersOf = (kind: string) =>
    new Set(dayOf(kind).flatMap(({ text }) => /^(?:DELETED|RECALLED)/.exec(text)?.[0] ?? []));
  expect(markersOf('wechat')).toEqual(new Set(['RECALLED']));
  expect(markersOf('signal')).toEqual(new Set(['DELETED']));
});

it('there are calls in each of an archiver’s services, every day', () => {
  const calls = dayOf('wechat').filter(({ context }) => context?.endsWith('-call'));
  expect(calls.map(({ text }) => text.split(' ')[0]).sort()).toEqual(['WeChat', 'WeCom']);
});
