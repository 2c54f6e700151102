import { describe, expect, it } from 'vitest';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { recordItems } from '#lib/sandbox/sample-week/day-items.ts';
import { networkDay, type Carrier } from '#lib/sandbox/sample-week/network/network-day.ts';

const day = '2026-11-19';
const carriers: readonly Carrier[] = ['o2', 'att'];
const numbers = new Set(sampleOrganisation.people.map(({ mobileNumber }) => mobileNumber));

describe.each(carriers)('a day in the network of %s', (carrier) => {
  const messages = networkDay(carrier, day, sampleOrganisation);

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
    const again = networkDay(carrier, day, sampleOrganisation);
    expect(recordItems(again)).toEqual(recordItems(messages));
  });
});

describe('the networks', () => {
  it('have what their archivers capture: calls with recordings, or pictures and groups', () => {
    const [o2, att] = carriers.map((carrier) => networkDay(carrier, day, sampleOrganisation));
    const calls = o2?.filter(({ context }) => context === 'voice-call') ?? [];
    expect(new Set(calls.map(({ call }) => call?.status))).toEqual(new Set(['Answered', 'Missed']));
    expect(calls.some(({ attachments }) => attachments?.[0]?.contentType === 'audio/wav')).toBe(
      true,
    );
    const pictures = att?.filter(({ context }) => context === 'multimedia-message') ?? [];
    expect(pictures.some(({ attachments }) => attachments?.length === 1)).toBe(true);
    expect(pictures.some(({ group, to }) => group !== undefined && to.length === 3)).toBe(true);
    expect(att?.some(({ call }) => call !== undefined)).toBe(false);
    expect(o2?.some(({ context }) => context === 'multimedia-message')).toBe(false);
  });
});
