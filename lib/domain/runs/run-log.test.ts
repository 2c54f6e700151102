import { describe, expect, test } from 'vitest';
import { runLogHeader, runLogRow, type LoggedDelivery } from './run-log.ts';

const imported: LoggedDelivery = {
  sourceItemId: '<a1@telemessage.example>',
  eventAt: new Date('2026-11-20T09:30:00Z'),
  mailbox: 'jonas.berg@fjord.example',
  state: 'imported',
  reason: null,
  rule: 'mapping-file',
  matchedBy: '46701234567',
  mappingVersion: 2,
  mappingLine: 7,
  unmatched: [],
  importedAt: new Date('2026-11-21T05:00:12Z'),
};
function cells(delivery: LoggedDelivery): Record<string, string> {
  const row = runLogRow(delivery, 'Telegram Archiver');
  return Object.fromEntries(runLogHeader.map((name, index) => [name, row[index] ?? 'no cell']));
}

describe('the log of a run', () => {
  test('says for an imported item whose number led to which mailbox, by which line, and when', () => {
    expect(cells(imported)).toEqual({
      'Item id': '<a1@telemessage.example>',
      'Source user id': '46701234567',
      'M365 user': 'jonas.berg@fjord.example',
      'Matched by': 'mapping-file, version 2, line 7',
      State: 'imported',
      Reason: '',
      Folder: 'Telegram Archiver',
      'Event time (UTC)': '2026-11-20T09:30:00.000Z',
      'Imported time (UTC)': '2026-11-21T05:00:12.000Z',
    });
  });

  test('names everybody that no mailbox was found for', () => {
    const held: LoggedDelivery = {
      ...imported,
      mailbox: null,
      state: 'held',
      reason: 'unmapped',
      rule: null,
      matchedBy: null,
      mappingVersion: null,
      mappingLine: null,
      importedAt: null,
      unmatched: [
        { mobileNumber: '46700000001', emailAddress: null, reason: 'no-mapping' },
        { mobileNumber: null, emailAddress: 'x@other.example', reason: 'no-mailbox-for-e-mail' },
      ],
    };

    expect(cells(held)).toMatchObject({
      'Source user id': '46700000001; x@other.example',
      'M365 user': '',
      Folder: '',
      'Imported time (UTC)': '',
    });
  });

  const byMail: LoggedDelivery = {
    ...imported,
    rule: 'e-mail',
    matchedBy: 'jb@fjord.example',
    mappingVersion: null,
    mappingLine: null,
  };

  test('says by which address a mailbox was found, and nobody else of the item', () => {
    const unmatched = [
      { mobileNumber: '46700000001', emailAddress: null, reason: 'no-mapping' },
    ] as const;

    expect(cells({ ...byMail, unmatched })).toMatchObject({
      'Source user id': 'jb@fjord.example',
      'Matched by': 'e-mail',
      Reason: '',
    });
  });

  test('says where the address was used because the mapped mailbox does not exist', () => {
    const unmatched = [
      {
        mobileNumber: '46701234567',
        emailAddress: 'jb@fjord.example',
        reason: 'mapped-mailbox-missing-e-mail-used',
      },
    ] as const;

    expect(cells({ ...byMail, unmatched })['Reason']).toBe('mapped-mailbox-missing-e-mail-used');
    expect(cells({ ...imported, unmatched })['Reason']).toBe('');
  });
});
