import { describe, expect, test } from 'vitest';
import { runLogHeader, runLogRow, type LoggedDelivery } from './run-log.ts';

const imported: LoggedDelivery = {
  sourceItemId: '<a1@telemessage.example>',
  eventAt: new Date('2026-11-20T09:30:00Z'),
  mailbox: 'jonas.berg@fjord.example',
  state: 'imported',
  reason: null,
  rule: 'mapping-file',
  mappingLine: 7,
  mobileNumber: '46701234567',
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
      'Matched by': 'mapping-file, line 7',
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
      mappingLine: null,
      mobileNumber: null,
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

  test('does not name the people of other mailboxes where a mailbox was found', () => {
    const byMail = { ...imported, rule: 'e-mail', mappingLine: null, mobileNumber: null };

    expect(cells(byMail)).toMatchObject({ 'Source user id': '', 'Matched by': 'e-mail' });
  });
});
