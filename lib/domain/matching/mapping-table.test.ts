import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMappingTable } from './mapping-table.ts';

const moment = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: null });
const rowArbitrary = fc.record({
  line: fc.nat(),
  // Few different numbers, so that many rows share one; up to the 15 digits of E.164.
  mobileNumber: fc.constantFrom('4670001', '4670002', '999999999999999', '999999999999998'),
  mailbox: fc.string({ unit: 'binary' }),
  holdsFromMs: moment,
  holdsUntilMs: moment,
});

it('gives back the rows of a number as they were, in their order, however many pages they came in', () => {
  fc.assert(
    fc.property(fc.array(rowArbitrary), fc.integer({ min: 1, max: 5 }), (rows, pageSize) => {
      const table = createMappingTable(rows.length);
      for (let from = 0; from < rows.length; from += pageSize) {
        const page = rows.slice(from, from + pageSize);
        table.append({
          line: page.map(({ line }) => line),
          mobileNumber: page.map(({ mobileNumber }) => mobileNumber),
          mailbox: page.map(({ mailbox }) => mailbox),
          holdsFromMs: page.map(({ holdsFromMs }) => holdsFromMs),
          holdsUntilMs: page.map(({ holdsUntilMs }) => holdsUntilMs),
        });
      }
      for (const wanted of ['4670001', '999999999999999', '4670003']) {
        expect(table.find(wanted)).toEqual(
          rows
            .filter(({ mobileNumber }) => mobileNumber === wanted)
            .map(({ line, mailbox, holdsFromMs, holdsUntilMs }) => ({
              line,
              mailbox,
              holdsFrom: holdsFromMs === null ? null : new Date(holdsFromMs),
              holdsUntil: holdsUntilMs === null ? null : new Date(holdsUntilMs),
            })),
        );
      }
    }),
  );
});
