import { describe, expect, it } from 'vitest';
import { filterKinds } from '#components/data-connectors/filter-kinds.ts';
import { getConnectorKind, type CatalogEntry } from '#lib/connectors/catalog.ts';

const telegram = getConnectorKind('telegram');
const textOnly = getConnectorKind('telus');
const kinds = [telegram, textOnly];
const words = ({ contentTypes }: CatalogEntry) => contentTypes.join(' ');

describe('filterKinds', () => {
  it('shows everything when nothing is asked', () => {
    expect(filterKinds(kinds, { search: '  ' }, words)).toEqual(kinds);
  });

  it('finds by name, whatever the case, and by part of a word', () => {
    expect(filterKinds(kinds, { search: 'teleG' }, words)).toEqual([telegram]);
  });

  it('asks for every word, in any order, in the name or in what is shown', () => {
    const both = filterKinds(kinds, { search: 'calls telegram' }, words);
    expect(both).toEqual([telegram]);
    expect(filterKinds(kinds, { search: 'calls telus' }, words)).toEqual([]);
  });

  it('finds by vendor', () => {
    const found = filterKinds(kinds, { search: 'telemessage' }, words);
    expect(found).toEqual(kinds);
  });

  it('finds by the name of the service or of the folder', () => {
    expect(filterKinds(kinds, { search: 'sms network archiver' }, words)).toEqual([textOnly]);
    const wechat = getConnectorKind('wechat');
    expect(filterKinds([telegram, wechat], { search: 'wecom' }, words)).toEqual([wechat]);
  });

  it('keeps what is offered in the chosen cloud only', () => {
    expect(filterKinds(kinds, { search: '', availability: 'gcc' }, words)).toEqual(kinds);
    expect(filterKinds(kinds, { search: '', availability: 'gcc-high' }, words)).toEqual([]);
  });

  it('keeps the chosen content only', () => {
    expect(filterKinds(kinds, { search: '', content: 'files' }, words)).toEqual([telegram]);
  });
});
