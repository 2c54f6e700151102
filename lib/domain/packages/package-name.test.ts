import { expect, it } from 'vitest';
import { comparePackageNames, parsePackageName } from '#lib/domain/packages/package-name.ts';

it('reads day, part and time from a package name', () => {
  expect(parsePackageName('202611030000-TeleMessage_12_20261104050211.zip')).toEqual({
    day: '2026-11-03',
    part: 12,
    zippedAt: '20261104050211',
  });
});

it.each([
  'readme.txt',
  '202611030000-TeleMessage_1_20261104050211.zip.part',
  '.202611030000-TeleMessage_1_20261104050211.zip',
  '202611030000-TeleMessage_1_20261104050211.mf',
  '202613030000-TeleMessage_1_20261104050211.zip',
  '202602310000-TeleMessage_1_20261104050211.zip',
  '202611031200-TeleMessage_1_20261104050211.zip',
  '202611030000-TeleMessage_1_../../x.zip',
])('passes over %s', (name) => {
  expect(parsePackageName(name)).toBeNull();
});

it('sorts by day, then by part as a number', () => {
  const names = [
    '202611040000-TeleMessage_1_20261105050000.zip',
    '202611030000-TeleMessage_10_20261104050000.zip',
    '202611030000-TeleMessage_9_20261104050000.zip',
    '202611030000-TeleMessage_9_20261104040000.zip',
  ];
  expect(names.toSorted(comparePackageNames)).toEqual(names.toReversed());
});
