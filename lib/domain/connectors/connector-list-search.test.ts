import { describe, expect, test } from 'vitest';
import { connectorListAddress, connectorListSearchSchema } from './connector-list-search.ts';

describe('the address of the Connectors tab', () => {
  test('says nothing when everything is as by default', () => {
    expect(connectorListAddress(connectorListSearchSchema.parse({}))).toBe('');
  });

  test('gives back the search that it was written from', () => {
    const search = {
      name: 'Oslo & Bergen',
      kind: 'telegram',
      status: 'importing',
      sort: 'last-import',
      direction: 'descending',
      page: 3,
    } as const;
    const address = connectorListAddress(search);

    expect(
      connectorListSearchSchema.parse(Object.fromEntries(new URLSearchParams(address))),
    ).toEqual(search);
  });

  test('keeps what else it has to say', () => {
    const search = connectorListSearchSchema.parse({ page: '2' });

    expect(connectorListAddress(search, { connector: 'c1' })).toBe('?page=2&connector=c1');
  });

  test('means the default where it makes no sense', () => {
    const search = {
      name: ['a', 'b'],
      status: 'happy',
      sort: 'price',
      direction: 'sideways',
      page: '-4',
    };

    expect(connectorListSearchSchema.parse(search)).toEqual(connectorListSearchSchema.parse({}));
  });
});
