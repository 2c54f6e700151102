import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMappingPages } from './compare-mapping-pages.ts';
import { decodeMappingPage, encodeMappingPages } from './mapping-page.ts';
import { MappingFileRows } from './mapping-file-rows.ts';
import type { MappingFileRow } from './parse-mapping-row.ts';

const moment = fc.option(fc.integer({ min: -1e12, max: 4e12 }), { nil: null });
const rowsArbitrary = fc.array(
  fc.record({
    line: fc.nat(),
    // Few different numbers, so that many rows share one; up to the 15 digits of E.164.
    mobileNumber: fc.oneof(
      fc.constantFrom('4670001', '999999999999999', '999999999999998'),
      fc.integer({ min: 46_700_000, max: 46_700_400 }).map(String),
    ),
    mailbox: fc.constantFrom('jonas@fjord.example', 'maja@fjord.example', 'kåre@fjord.example'),
    holdsFrom: moment.map((ms) => (ms === null ? null : new Date(ms))),
    holdsUntil: moment.map((ms) => (ms === null ? null : new Date(ms))),
  }),
  { maxLength: 600 },
);

function tableOf(rows: readonly MappingFileRow[]): MappingFileRows {
  const table = new MappingFileRows();
  for (const row of rows) table.append(row);
  return table;
}

async function* pagesOf(rows: readonly MappingFileRow[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (const { bytes } of encodeMappingPages(tableOf(rows))) yield bytes;
}

test('pages hold every row as it was, by number and then in the order of the file', () => {
  fc.assert(
    fc.property(rowsArbitrary, (rows) => {
      const decoded = [...encodeMappingPages(tableOf(rows))].flatMap(({ bytes }) =>
        decodeMappingPage(bytes),
      );
      expect(decoded).toEqual(
        rows.toSorted((one, other) => Number(one.mobileNumber) - Number(other.mobileNumber)),
      );
    }),
    { numRuns: 50 },
  );
});

test('two versions differ in the numbers of which they say different things', async () => {
  const says = (rows: readonly MappingFileRow[], wanted: string) =>
    JSON.stringify(
      [
        ...new Set(
          rows
            .filter(({ mobileNumber }) => mobileNumber === wanted)
            .map(({ mailbox, holdsFrom, holdsUntil }) =>
              JSON.stringify([mailbox, holdsFrom, holdsUntil]),
            ),
        ),
      ].sort(),
    );
  await fc.assert(
    fc.asyncProperty(rowsArbitrary, rowsArbitrary, async (before, after) => {
      const found = new Map<string, string>();
      const changes = compareMappingPages(pagesOf(before), pagesOf(after));
      let next = await changes.next();
      for (; next.done !== true; next = await changes.next()) {
        found.set(next.value.mobileNumber, next.value.kind);
      }
      const numbers = new Set([...before, ...after].map(({ mobileNumber }) => mobileNumber));
      let unchanged = 0;
      const expected = new Map<string, string>();
      for (const number of numbers) {
        const [one, other] = [says(before, number), says(after, number)];
        if (one === other) unchanged += 1;
        else if (one === '[]') expected.set(number, 'added');
        else expected.set(number, other === '[]' ? 'removed' : 'changed');
      }
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(next.value).toBe(unchanged);
    }),
    { numRuns: 50 },
  );
});
