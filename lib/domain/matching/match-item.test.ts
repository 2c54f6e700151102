import { beforeAll, describe, expect, test } from 'vitest';
import type { Participant } from '#lib/domain/items/item.ts';
import { indexMailboxes, type Mailbox, type MailboxIndex } from './mailbox-index.ts';
import { matchItem, type MappingRow, type MatchingRules } from './match-item.ts';

const sentAt = new Date('2026-11-20T12:00:00Z');

async function* directory(): AsyncGenerator<Mailbox> {
  yield { address: 'jonas@fjord.example', aliases: ['jb@fjord.example'] };
  yield { address: 'maja@fjord.example', aliases: [] };
  yield Promise.resolve({ address: 'liv@fjord.example', aliases: ['maja@fjord.example'] });
}

function participant(fields: Partial<Participant>): Participant {
  return { displayName: null, mobileNumber: null, emailAddress: null, role: 'to', ...fields };
}

function row(fields: Partial<MappingRow>): MappingRow {
  return { line: 2, mailbox: 'jonas@fjord.example', holdsFrom: null, holdsUntil: null, ...fields };
}

describe('matching an item', () => {
  let mailboxes: MailboxIndex;
  beforeAll(async () => {
    mailboxes = await indexMailboxes(directory());
  });

  function match(
    participants: Participant[],
    rules: Partial<MatchingRules>,
    at: Date | null = sentAt,
  ) {
    return matchItem(
      { participants, eventAt: at },
      { mapping: null, isAutomatic: true, mailboxes, ...rules },
    );
  }
  function mapping(rows: Record<string, MappingRow[]>) {
    return { versionId: 'v1', rowsByNumber: new Map(Object.entries(rows)) };
  }

  test('takes the mapping file before the e-mail address and records the row', () => {
    const { mailboxes: matched } = match(
      [participant({ mobileNumber: '4670001', emailAddress: 'maja@fjord.example' })],
      { mapping: mapping({ '4670001': [row({ line: 7 })] }) },
    );

    expect(matched).toEqual([
      {
        mailbox: 'jonas@fjord.example',
        rule: 'mapping-file',
        mappingVersionId: 'v1',
        mappingLine: 7,
      },
    ]);
  });

  test('falls back to the e-mail address when the mapped mailbox does not exist', () => {
    const { mailboxes: matched } = match(
      [participant({ mobileNumber: '4670001', emailAddress: 'maja@fjord.example' })],
      { mapping: mapping({ '4670001': [row({ mailbox: 'gone@fjord.example' })] }) },
    );

    expect(matched).toMatchObject([{ mailbox: 'maja@fjord.example', rule: 'e-mail' }]);
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

  test('delivers once to a mailbox that two participants share, by primary address', () => {
    const { mailboxes: matched } = match(
      [
        participant({ emailAddress: 'jb@fjord.example' }),
        participant({ emailAddress: 'jonas@fjord.example' }),
      ],
      {},
    );

    expect(matched.map(({ mailbox }) => mailbox)).toEqual(['jonas@fjord.example']);
  });

  test('prefers a primary address to an alias of the same spelling', () => {
    const { mailboxes: matched } = match([participant({ emailAddress: 'maja@fjord.example' })], {});

    expect(matched[0]?.mailbox).toBe('maja@fjord.example');
  });

  test('uses the row that held when the message was sent', () => {
    const reassigned = mapping({
      '4670001': [
        row({ line: 2, mailbox: 'jonas@fjord.example', holdsUntil: sentAt }),
        row({ line: 3, mailbox: 'maja@fjord.example', holdsFrom: sentAt }),
      ],
    });
    const person = [participant({ mobileNumber: '4670001' })];
    const before = new Date(sentAt.getTime() - 1);

    expect(match(person, { mapping: reassigned }, before).mailboxes[0]?.mailbox).toBe(
      'jonas@fjord.example',
    );
    expect(match(person, { mapping: reassigned }, sentAt).mailboxes[0]?.mailbox).toBe(
      'maja@fjord.example',
    );
    expect(match(person, { mapping: reassigned }, null).mailboxes).toEqual([]);
  });

  test('says why nobody was found', () => {
    const { unmatched } = match(
      [
        participant({ mobileNumber: '4670009' }),
        participant({ mobileNumber: '4670001' }),
        participant({ emailAddress: 'guest@elsewhere.example' }),
      ],
      { mapping: mapping({ '4670001': [row({ mailbox: 'gone@fjord.example' })] }) },
    );

    expect(unmatched.map(({ reason }) => reason)).toEqual([
      'no-mapping',
      'mapped-mailbox-missing',
      'no-mailbox-for-e-mail',
    ]);
  });
});
