import { expect, test } from 'vitest';
import { writeCsv, writeCsvRows } from './write-csv.ts';

test('a CSV file begins with a byte order mark and ends its lines as spreadsheets do', () => {
  expect(
    writeCsv([
      ['Row', 'Problem'],
      ['2', 'Ærlig talt'],
    ]),
  ).toBe('\uFEFFRow,Problem\r\n2,Ærlig talt\r\n');
});

test('cells with delimiters, quotes or line breaks are quoted', () => {
  expect(writeCsv([['a,b', 'say "hi"', 'one\ntwo']])).toBe(
    '\uFEFF"a,b","say ""hi""","one\ntwo"\r\n',
  );
});

test.each(['=1+1', '+46701234567', '-2', '@SUM(A1)', '\t=1'])('%j is no formula', (cell) => {
  expect(writeCsv([[cell]])).toBe(`\uFEFF"'${cell}"\r\n`);
});

test('further rows carry no byte order mark, and no formula either', () => {
  expect(writeCsvRows([['a'], ['=1']])).toBe('a\r\n"\'=1"\r\n');
});
