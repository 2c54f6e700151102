import { describe, expect, it } from 'vitest';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import { sortListing, type KnownPackage } from '#lib/domain/packages/sort-listing.ts';

const time = new Date('2026-11-04T05:02:00Z');
const laterTime = new Date('2026-11-04T07:00:00Z');

function file(day: string, part: number, change: Partial<RemotePackage> = {}): RemotePackage {
  const name = `${day}0000-TeleMessage_${part}_20261104050211.zip`;
  return { name, sizeBytes: 100, modifiedAt: time, ...change };
}

const taken = (found: RemotePackage): KnownPackage => ({ ...found, isTaken: true });
const still = (...files: RemotePackage[]) => ({ first: files, second: files });

describe('what lies at a source', () => {
  it('is fetched once', () => {
    const one = file('20261103', 1);
    expect(sortListing(still(one), []).toFetch).toEqual([{ ...one, notes: [] }]);
    expect(sortListing(still(one), [taken(one)]).toFetch).toEqual([]);
  });

  it('is fetched again after it was refused', () => {
    const one = file('20261103', 1);
    expect(sortListing(still(one), [{ ...one, isTaken: false }]).toFetch).toHaveLength(1);
  });

  it('is looked at again when only its time is another one: the content may be, too', () => {
    const one = file('20261103', 1);
    const touched = { ...one, modifiedAt: laterTime };
    expect(sortListing(still(touched), [taken(one)]).toFetch).toEqual([
      { ...touched, notes: ['sent-again'] },
    ]);
  });

  it('is left for later while it grows, or is being written over', () => {
    const one = file('20261103', 1);
    for (const change of [{ sizeBytes: 200 }, { modifiedAt: laterTime }]) {
      const looks = { first: [one], second: [{ ...one, ...change }] };
      expect(sortListing(looks, [])).toMatchObject({ toFetch: [], growing: [one.name] });
    }
  });

  it('is left for later when it appeared between the looks, and forgotten when it went', () => {
    const one = file('20261103', 1);
    expect(sortListing({ first: [], second: [one] }, [])).toMatchObject({
      toFetch: [],
      growing: [one.name],
    });
    expect(sortListing({ first: [one], second: [] }, [])).toMatchObject({
      toFetch: [],
      growing: [],
    });
  });

  it('is late when a later day has been taken', () => {
    const late = file('20261103', 2);
    const known = [taken(file('20261103', 1)), taken(file('20261104', 1))];
    expect(sortListing(still(late), known).toFetch).toEqual([{ ...late, notes: ['late'] }]);
  });
});

describe('the gaps in the part numbers', () => {
  const gap = [{ day: '2026-11-03', missing: [{ from: 2, to: 2 }] }];

  it('are counted over what was ever found and what is there now', () => {
    expect(sortListing(still(file('20261103', 3)), [taken(file('20261103', 1))]).gaps).toEqual(gap);
  });

  it('are none where the missing part is refused, or growing: it is there', () => {
    const known = [taken(file('20261103', 1)), taken(file('20261103', 3))];
    const refused = { ...file('20261103', 2), isTaken: false };
    expect(sortListing(still(), [...known, refused]).gaps).toEqual([]);
    expect(sortListing({ first: [], second: [file('20261103', 2)] }, known).gaps).toEqual([]);
  });

  it('are told for a month', () => {
    const known = [taken(file('20261103', 1)), taken(file('20261103', 3))];
    expect(sortListing(still(file('20261204', 1)), known).gaps).toEqual(gap);
    expect(sortListing(still(file('20261205', 1)), known).gaps).toEqual([]);
  });
});
