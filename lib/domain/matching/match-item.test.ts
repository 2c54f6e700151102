import { beforeAll, describe, expect, test } from 'vitest';
import type { Participant } from '#lib/domain/items/item.ts';
import { indexMailboxes, type Mailbox, type MailboxIndex } from './mailbox-index.ts';
import type { MappingHistory, MappingRow } from './mapping-history.ts';
import { matchItem, type MatchingRules } from './match-item.ts';

const sentAt = new Date('2026-11-20T12:00:00Z');

async function* directory(): AsyncGenerator<Mailbox> {
  yield { address: 'jonas@fjord.example', aliases: ['jb@fjord.example'] };
  yield await Promise.resolve({ address: 'maja@fjord.example', aliases: [] });
}

function participant(fields: Partial<Participant>): Participant {
  return { displayName: null, mobileNumber: null, emailAddress: null, role: 'to', ...fields };
}

function mapping(number: string, fields: Partial<MappingRow>): MappingHistory {
  const limits = { holdsFrom: null, holdsUntil: null };
  const row = { line: 7, mailbox: 'jonas@fjord.example', ...limits, ...fields };
  return {
    versions: [{ id: 'v1', uploadedAt: new Date('2026-01-01T00:00:00Z') }],
    rowsOf: (wanted) => (wanted === number ? [row] : []),
  };
}

describe('matching an item', () => {
  let mailboxes: MailboxIndex;
  beforeAll(async () => {
    mailboxes = await indexMailboxes(directory());
  });

  function match(participants: readonly Participant[], rules: Partial<MatchingRules>) {
    return matchItem(
      { participants, eventAt: sentAt },
      { mapping: null, isAutomatic: true, mailboxes, ...rules },
    );
  }

  test('takes the mapping file before the e-mail address and records version, line and number', () => {
    const { mailboxes: matched } = match(
      [participant({ mobileNumber: '4670001', emailAddress: 'maja@fjord.example' })],
      { mapping: mapping('4670001', {}) },
    );

    expect(matched).toEqual([
      {
        mailbox: 'jonas@fjord.example',
        rule: 'mapping-file',
        matchedBy: '4670001',
        mappingVersionId: 'v1',
        mappingLine: 7,
      },
    ]);
  });

  test('falls back to the e-mail address when the mapped mailbox does not exist, and tells', () => {
    expect(
      match([participant({ mobileNumber: '4670001', emailAddress: 'maja@fjord.example' })], {
        mapping: mapping('4670001', { mailbox: 'gone@fjord.example' }),
      }),
    ).toEqual({
      mailboxes: [
        {
          mailbox: 'maja@fjord.example',
          rule: 'e-mail',
          matchedBy: 'maja@fjord.example',
          mappingVersionId: null,
          mappingLine: null,
        },
      ],
      unmatched: [
        {
          mobileNumber: '4670001',
          emailAddress: 'maja@fjord.example',
          reason: 'mapped-mailbox-missing-e-mail-used',
          row: { mappingVersionId: 'v1', mappingLine: 7, mailbox: 'gone@fjord.example' },
        },
      ],
    });
  });

  test('ignores the e-mail address when automatic mapping is off', () => {
    const result = match([participant({ emailAddress: 'maja@fjord.example' })], {
      isAutomatic: false,
    });

    expect(result).toEqual({
      mailboxes: [],
      unmatched: [{ mobileNumber: null, emailAddress: 'maja@fjord.example', reason: 'no-mapping' }],
    });
  });

  test('delivers once to a mailbox that two participants share', () => {
    const { mailboxes: matched } = match(
      [
        participant({ emailAddress: 'jb@fjord.example' }),
        participant({ emailAddress: 'jonas@fjord.example' }),
      ],
      {},
    );

    expect(matched.map(({ mailbox }) => mailbox)).toEqual(['jonas@fjord.example']);
  });

  test('takes the e-mail address of somebody whom the file names for another time only', () => {
    const { mailboxes: matched } = match(
      [participant({ mobileNumber: '4670001', emailAddress: 'maja@fjord.example' })],
      { mapping: mapping('4670001', { holdsUntil: sentAt }) },
    );

    expect(matched.map(({ mailbox }) => mailbox)).toEqual(['maja@fjord.example']);
  });

  test.each([
    ['no-mapping', { mobileNumber: '4670009' }, {}],
    ['not-at-that-time', { mobileNumber: '4670001' }, { holdsUntil: sentAt }],
    ['mapped-mailbox-missing', { mobileNumber: '4670001' }, { mailbox: 'gone@fjord.example' }],
    ['no-mailbox-for-e-mail', { emailAddress: 'guest@elsewhere.example' }, {}],
  ])('says why nobody was found: %s', (reason, person, row) => {
    const { mailboxes: matched, unmatched } = match([participant(person)], {
      mapping: mapping('4670001', row),
    });

    expect(matched).toEqual([]);
    expect(unmatched).toMatchObject([{ reason }]);
  });
});
