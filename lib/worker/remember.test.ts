import { expect, test } from 'vitest';
import { remember } from './remember.ts';

type Run = { readonly id: string };

function rememberRuns(make: (run: Run) => Promise<number>) {
  return remember(make, { identify: ({ id }: Run) => id, atMost: 2 });
}

test('what was made for a run serves all its packages, and is made anew for the next run', async () => {
  let made = 0;
  const mailboxesOf = rememberRuns(() => Promise.resolve((made += 1)));

  const ofPackages = Array.from({ length: 50 }, () => mailboxesOf({ id: 'monday' }));
  expect(new Set(await Promise.all(ofPackages))).toEqual(new Set([1]));
  expect(await mailboxesOf({ id: 'tuesday' })).toBe(2);
  expect(await mailboxesOf({ id: 'monday' })).toBe(1);
});

test('what could not be made is tried again', async () => {
  let tries = 0;
  const mailboxesOf = rememberRuns(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('throttled')) : Promise.resolve(tries);
  });

  await expect(mailboxesOf({ id: 'monday' })).rejects.toThrow('throttled');
  expect(await mailboxesOf({ id: 'monday' })).toBe(2);
});

test('the one that was not asked for the longest time is forgotten', async () => {
  let made = 0;
  const mailboxesOf = rememberRuns(() => Promise.resolve((made += 1)));

  for (const id of ['a', 'b', 'a', 'c']) await mailboxesOf({ id });
  expect(await mailboxesOf({ id: 'a' })).toBe(1);
  expect(await mailboxesOf({ id: 'b' })).toBe(4);
});
