import { describe, expect, it } from 'vitest';
import { filterKinds } from '#components/data-connectors/filter-kinds.ts';
import { getConnectorKind, type CatalogEntry } from '#lib/connectors/catalog.ts';

const telegram = getConnectorKind('telegram');
const textOnly: CatalogEntry = {
  ...telegram,
  listLabel: 'TELUS Network',
  pageLabel: 'TELUS Network',
  contentTypes: ['chats'],
};
const kinds = [telegram, textOnly];
const words = ({ contentTypes }: CatalogEntry) => contentTypes.join(' ');

describe('filterKinds', () => {
  it('shows everything when nothing is asked', () => {
    expect(filterKinds(kinds, { search: '  ', content: undefined }, words)).toEqual(kinds);
  });

  it('finds by name, whatever the case, and by part of a word', () => {
    expect(filterKinds(kinds, { search: 'teleG', content: undefined }, words)).toEqual([telegram]);
  });

  it('asks for every word, in any order, in the name or in what is shown', () => {
    const both = filterKinds(kinds, { search: 'calls telegram', content: undefined }, words);
    expect(both).toEqual([telegram]);
    expect(filterKinds(kinds, { search: 'calls telus', content: undefined }, words)).toEqual([]);
  });

  it('finds by vendor', () => {
    const found = filterKinds(kinds, { search: 'telemessage', content: undefined }, words);
    expect(found).toEqual(kinds);
  });

  it('keeps the chosen content only', () => {
    expect(filterKinds(kinds, { search: '', content: 'files' }, words)).toEqual([telegram]);
  });
});
