import { expect, it } from 'vitest';
import { findPartGaps } from '#lib/domain/packages/part-gaps.ts';

function names(day: string, ...parts: number[]): string[] {
  return parts.map((part) => `${day}0000-TeleMessage_${part}_20261104050211.zip`);
}

it('finds no gap where the parts of a day follow each other', () => {
  expect(findPartGaps(names('20261103', 3, 1, 2))).toEqual([]);
});

it('finds what is missing between, and before the first', () => {
  expect(findPartGaps(names('20261103', 1, 3, 6))).toEqual([
    {
      day: '2026-11-03',
      missing: [
        { from: 2, to: 2 },
        { from: 4, to: 5 },
      ],
    },
  ]);
  expect(findPartGaps(names('20261103', 2))).toEqual([
    { day: '2026-11-03', missing: [{ from: 1, to: 1 }] },
  ]);
});

it('counts each day for itself, the oldest first', () => {
  const all = [...names('20261104', 2), ...names('20261103', 1, 3), ...names('20261105', 1)];
  expect(findPartGaps(all).map(({ day }) => day)).toEqual(['2026-11-03', '2026-11-04']);
});

it('has a gap no longer when the part has arrived, under whatever time', () => {
  const late = '202611030000-TeleMessage_2_20261109120000.zip';
  expect(findPartGaps([...names('20261103', 1, 3), late])).toEqual([]);
});

it('counts a part that was sent twice once', () => {
  expect(findPartGaps([...names('20261103', 1, 1), ...names('20261103', 2)])).toEqual([]);
});

it('tells a gap of a hundred million parts in one range', () => {
  expect(findPartGaps(names('20261103', 1, 100_000_000))).toEqual([
    { day: '2026-11-03', missing: [{ from: 2, to: 99_999_999 }] },
  ]);
});

it('passes over names of anything else', () => {
  expect(findPartGaps(['read-me.txt', ...names('20261103', 1)])).toEqual([]);
});
