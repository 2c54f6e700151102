import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MappingFileRows } from './mapping-file-rows.ts';
import { readCells } from './mapping-records.ts';
import { parseMappingRow } from './parse-mapping-row.ts';
import { NOT_PLAIN, PlainRowReader } from './plain-row.ts';

const columns = { mobileNumber: 0, mailbox: 2, holdsFrom: 3, holdsUntil: 4 };

const number = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^\+?(?:467\d{8}|447\d{9}|1[2-9]\d{9}|86139\d{8})$/) },
  fc.stringMatching(/^\+?(?:1|20|33|4[4-9]|7|86|353|800|999|0)\d{0,13}$/),
  fc.stringMatching(/^[\d +E.,-]{0,16}$/),
);
const mailbox = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.stringMatching(
      /^[A-Za-z0-9_+-]{1,6}(?:\.[a-z-]{1,4})?@[a-z0-9]{1,5}\.[A-Za-z]{2,4}$/,
    ),
  },
  fc.stringMatching(/^[A-Za-z0-9_.'+-]{0,8}@[A-Za-z0-9.-]{0,12}$/),
  fc.stringMatching(/^[a-zA-Z][\w.+-]{0,8}@[a-z0-9-]{1,8}\.[A-Za-z]{1,4}$/),
  fc.string(),
);
const day = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  fc.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/),
  fc.stringMatching(/^[\d-]{8,12}$/),
);
const cell = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.boolean())
    .map(([value, isQuoted]) => (isQuoted ? `"${value.replaceAll('"', '""')}"` : value));

test('a row that is read the short way says what the long way says, without a warning', () => {
  let short = 0;
  fc.assert(
    fc.property(
      cell(number),
      cell(fc.string()),
      cell(mailbox),
      cell(day),
      cell(day),
      (...cells) => {
        const line = `${cells.join(',')}\r\n`;
        const bytes = new TextEncoder().encode(line);
        const rows = new MappingFileRows();
        const reader = new PlainRowReader(',', columns, rows);
        const next = reader.read(bytes, 0);
        if (next === NOT_PLAIN) return;
        short += 1;
        // A line break within quotation marks is no end of the record.
        expect(next).toBeGreaterThan(0);
        const record = new TextDecoder().decode(bytes.subarray(0, next)).replace(/\r?\n$|\r$/, '');
        const { cells: read, hasStrayQuote } = readCells(record, ',');
        expect(hasStrayQuote).toBe(false);
        const { number: digits, mailboxBytes, holdsFromMs, holdsUntilMs } = reader;
        rows.appendWritten(digits, 1, mailboxBytes);
        rows.setPeriodOfLast(holdsFromMs, holdsUntilMs);
        expect(parseMappingRow(read, columns, 1)).toEqual({
          ok: true,
          row: rows.at(0),
          warnings: [],
        });
      },
    ),
    { numRuns: 8_000 },
  );
  expect(short).toBeGreaterThan(500);
});
