import { expect, test } from 'vitest';
import {
  kindListAddress,
  kindListSearchSchema,
} from '#components/data-connectors/kind-list-search.ts';

test('an address gives the search that it was made of', () => {
  const search = {
    search: 'text & more',
    content: 'sms',
    availability: 'gcc',
    view: 'list',
  } as const;
  const address = kindListAddress(search);
  expect(kindListSearchSchema.parse(Object.fromEntries(new URLSearchParams(address)))).toEqual(
    search,
  );
});

test('what is as by default is not in the address', () => {
  expect(kindListAddress(kindListSearchSchema.parse({ search: '  ' }))).toBe('');
});

test('nonsense in an address means the default', () => {
  const nonsense = { search: ['a', 'b'], content: 'pigeons', availability: 'moon', view: 'cube' };
  expect(kindListSearchSchema.parse(nonsense)).toEqual({ search: '' });
});
