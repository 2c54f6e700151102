import { expect, it } from 'vitest';
import { createPermits } from '#lib/microsoft-graph/permits.ts';

it('never lets more be done at a time than there are permits, and keeps the order', async () => {
  const { withPermits } = createPermits(4);
  const started: number[] = [];
  let running = 0;
  let mostRunning = 0;
  const weights = [1, 4, 1, 2, 1, 9, 1];

  await Promise.all(
    weights.map((weight, index) =>
      withPermits(weight, async () => {
        started.push(index);
        running += Math.min(weight, 4);
        mostRunning = Math.max(mostRunning, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= Math.min(weight, 4);
      }),
    ),
  );

  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(mostRunning).toBe(4);
});

it('gives permits back when the work fails', async () => {
  const { withPermits } = createPermits(1);
  await expect(withPermits(1, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await withPermits(1, () => Promise.resolve('next'))).toBe('next');
});
