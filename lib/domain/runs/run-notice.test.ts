import { expect, it } from 'vitest';
import { closeGaps, type RunNotice } from '#lib/domain/runs/run-notice.ts';

const gap: RunNotice = {
  code: 'parts-missing',
  day: '2026-11-03',
  missing: [{ from: 2, to: 2 }],
  isClosed: false,
};
const growing: RunNotice = { code: 'still-growing', names: ['a.zip'], count: 1 };

it('closes the gap of a day that lacks nothing any more, and leaves the rest as it is', () => {
  expect(closeGaps([gap, growing], [])).toEqual([{ ...gap, isClosed: true }, growing]);
});

it('changes nothing while the day still lacks a part', () => {
  expect(closeGaps([gap], [{ day: gap.day, missing: [{ from: 2, to: 2 }] }])).toBeNull();
});

it('changes nothing twice', () => {
  expect(closeGaps([{ ...gap, isClosed: true }], [])).toBeNull();
  expect(closeGaps([growing], [])).toBeNull();
});
