import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { getSampleArchive } from '#lib/sandbox/sample-accounts.ts';
import { chatDay } from '#lib/sandbox/sample-week/chat-day.ts';
import { emlItems } from '#lib/sandbox/sample-week/day-items.ts';
import { ensureSampleWeek, type SampleWeek } from '#lib/sandbox/sample-week/sample-week.ts';

const MEGABYTE = 1024 * 1024;
const now = new Date('2026-11-21T09:30:00Z');
const busy = getSampleArchive('telegram');
const sampleDay = (day: string, organisation: typeof sampleOrganisation) =>
  chatDay(busy, day, organisation);
const itemsOf: SampleWeek['itemsOf'] = (day, organisation) =>
  emlItems(sampleDay(day, organisation));
const days = Array.from({ length: 7 }, (_, index) => `2026-11-${14 + index}`);

describe('a sample day', () => {
  it.each(days)(
    '%s has 55 to 125 items, all of them on that day and with ids of their own',
    (day) => {
      const messages = sampleDay(day, sampleOrganisation);
      expect(messages.length).toBeGreaterThanOrEqual(55);
      expect(messages.length).toBeLessThanOrEqual(125);
      expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(messages.length);
      expect(messages.every(({ date }) => date.toISOString().startsWith(day))).toBe(true);
    },
  );

  it.each(days)('%s has chats, groups, calls, an event, edits, deletions and files', (day) => {
    const messages = sampleDay(day, sampleOrganisation);
    const ids = new Set(messages.map(({ messageId }) => `<${messageId}>`));
    const contexts = new Set(messages.map(({ context }) => context));
    expect(contexts).toContain('event');
    expect(contexts).toContain('voice-call');
    expect(messages.some(({ to }) => to.length > 2)).toBe(true);
    expect(messages.some(({ attachments }) => attachments !== undefined)).toBe(true);
    for (const marker of ['EDIT\n', 'DELETED For ']) {
      const followUps = messages.filter(({ text }) => text.startsWith(marker));
      expect(followUps.length).toBeGreaterThan(0);
      for (const { headers } of followUps) {
        expect(ids).toContain(headers?.['X-TeleMessage-Original-Message-Id']);
      }
    }
  });

  it('has everybody whose matching is special, and a message that is nobody’s', () => {
    const messages = sampleDay('2026-11-18', sampleOrganisation);
    const seen = new Set(
      messages.flatMap(({ from, to }) => [from, ...to].map(({ mobileNumber }) => mobileNumber)),
    );
    const special = sampleOrganisation.people.filter(
      (person) => !person.hasMailbox || person.teleMessageEmail !== person.address,
    );
    expect(special.filter(({ mobileNumber }) => !seen.has(mobileNumber))).toEqual([]);
    const numbers = new Set(sampleOrganisation.people.map(({ mobileNumber }) => mobileNumber));
    const isForeign = ({ mobileNumber }: { mobileNumber: string | null }) =>
      !numbers.has(mobileNumber ?? '');
    expect(messages.some(({ from, to }) => [from, ...to].every(isForeign))).toBe(true);
  });

  it('is the same every time', () => {
    const [first, second] = [1, 2].map(() =>
      sampleDay('2026-11-19', sampleOrganisation).map((message) => buildEml(message).toString()),
    );
    expect(second).toEqual(first);
  });

  it('leaves no placeholder unfilled', () => {
    const texts = days.flatMap((day) => sampleDay(day, sampleOrganisation).map(({ text }) => text));
    expect(texts.filter((text) => /\{\w+\}/.test(text))).toEqual([]);
  });

  it('has one item above 10 MB and one of 4 to 10 MB in any week', () => {
    const sizes = days.flatMap((day) =>
      sampleDay(day, sampleOrganisation).flatMap(({ attachments }) =>
        (attachments ?? []).map(({ content }) => content.length),
      ),
    );
    expect(sizes.filter((size) => size > 10 * MEGABYTE)).toHaveLength(1);
    const inPieces = sizes.filter((size) => size > 4 * MEGABYTE && size <= 10 * MEGABYTE);
    expect(inPieces).toHaveLength(1);
  });
});

describe('the sample week', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'custody-week-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('has packages for each of the seven days before today, and nothing for today', async () => {
    const written = await ensureSampleWeek({
      directory,
      organisation: sampleOrganisation,
      now,
      itemsOf,
    });
    const present = new Set(written.map((name) => name.slice(0, 8)));
    expect([...present]).toEqual(days.map((day) => day.replaceAll('-', '')));
    expect(written).toContain('202611190000-TeleMessage_2_20261120000507.zip');
    expect((await readdir(directory)).sort()).toEqual([...written].sort());
  });

  it('gains the package of a new day, and leaves the others as they are', async () => {
    const week = { directory, organisation: sampleOrganisation, itemsOf };
    const [first = ''] = await ensureSampleWeek({ ...week, now });
    const before = await readFile(path.join(directory, first));
    expect(await ensureSampleWeek({ ...week, now })).toEqual([]);
    const tomorrow = new Date(now.getTime() + 24 * 3600_000);
    const added = await ensureSampleWeek({ ...week, now: tomorrow });
    expect(new Set(added.map((name) => name.slice(0, 8)))).toEqual(new Set(['20261121']));
    expect(before.equals(await readFile(path.join(directory, first)))).toBe(true);
  });
});
