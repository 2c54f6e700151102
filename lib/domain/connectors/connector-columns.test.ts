import { expect, test } from 'vitest';
import { columnsCookie, CONNECTOR_COLUMNS, parseColumns } from './connector-columns.ts';

test('every choice of columns comes back from its cookie, in the order of the table', () => {
  for (const columns of [CONNECTOR_COLUMNS, ['status', 'items'], []] as const) {
    expect(parseColumns(columnsCookie(columns))).toEqual(columns);
  }
  expect(parseColumns('items.status')).toEqual(['status', 'items']);
});

test('no cookie means every column, and names that are no column mean nothing', () => {
  expect(parseColumns(undefined)).toEqual(CONNECTOR_COLUMNS);
  expect(parseColumns('price.kind')).toEqual(['kind']);
});
