import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteBudget } from '#lib/operations/runs/byte-budget.ts';

test('never more is held than there is, and everybody gets room in their turn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(150), { maxLength: 40 }), async (sizes) => {
      const budget = createByteBudget(100);
      let held = 0;
      const order: number[] = [];
      await Promise.all(
        sizes.map(async (size, index) => {
          const giveBack = await budget.take(size);
          order.push(index);
          held += Math.min(size, 100);
          expect(held).toBeLessThanOrEqual(100);
          await nextTurn();
          held -= Math.min(size, 100);
          giveBack();
          giveBack();
        }),
      );
      expect(order).toEqual(sizes.map((_, index) => index));
    }),
  );
});
