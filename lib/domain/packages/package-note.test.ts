import { expect, it } from 'vitest';
import { describeArrival } from '#lib/domain/packages/package-note.ts';

const third = '202611030000-TeleMessage_1_20261104050211.zip';
const thirdAgain = '202611030000-TeleMessage_2_20261105050211.zip';
const fourth = '202611040000-TeleMessage_1_20261105050211.zip';

it('calls a package late when a later day has been taken before', () => {
  const describe = describeArrival([third, fourth]);
  expect(describe({ name: thirdAgain })).toEqual(['late']);
});

it('calls no package late that is of the newest day, or of a day to come', () => {
  expect(describeArrival([third])({ name: thirdAgain })).toEqual([]);
  expect(describeArrival([third])({ name: fourth })).toEqual([]);
  expect(describeArrival([])({ name: third })).toEqual([]);
});

it('says when a name has been taken before', () => {
  expect(describeArrival([third])({ name: third })).toEqual(['sent-again']);
  expect(describeArrival([third, fourth])({ name: third })).toEqual(['late', 'sent-again']);
});
