import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import { parseEml } from '#lib/domain/items/parse-eml.ts';

function eml(headers: Readonly<Record<string, string>>, body = 'Hej'): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([...lines, '', body].join('\r\n'));
}

function read(bytes: Buffer): ParsedItem {
  const parsed = parseEml(bytes);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.item;
}

const chat = {
  'Message-ID': '<a1b2@telemessage.example>',
  Date: 'Tue, 03 Nov 2026 15:05:00 +0000',
  From: '"Jonas Berg 46701234567" <Jonas.Berg@fjord.example>',
  To: '"Ida Holm +46 70 765 43 21" <46707654321@no-email.invalid>, "Client" <client@example.org>',
  Subject: 'Telegram',
  'X-TeleMessage-Message-Context': 'app-message',
  'X-TeleMessage-Direction': 'Out',
  'X-TeleMessage-Conversation-Id': 'c-17',
};

describe('parseEml', () => {
  it('reads id, time, participants and the properties of a chat message', () => {
    const bytes = eml(chat);
    expect(read(bytes)).toEqual({
      sourceItemId: 'a1b2@telemessage.example',
      eventAt: new Date('2026-11-03T15:05:00Z'),
      participants: [
        {
          displayName: 'Jonas Berg',
          mobileNumber: '46701234567',
          emailAddress: 'jonas.berg@fjord.example',
          role: 'from',
        },
        {
          displayName: 'Ida Holm',
          mobileNumber: '46707654321',
          emailAddress: null,
          role: 'to',
        },
        {
          displayName: 'Client',
          mobileNumber: null,
          emailAddress: 'client@example.org',
          role: 'to',
        },
      ],
      direction: 'out',
      context: 'app-message',
      conversationId: 'c-17',
      largestAttachmentBytes: null,
      sizeBytes: bytes.length,
    });
  });

  it('takes the hash of the bytes where the source gave no id', () => {
    const bytes = eml({ ...chat, 'Message-ID': '<>' });
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(read(bytes).sourceItemId).toBe(hash);
    const endless = eml({ ...chat, 'Message-ID': `<${'x'.repeat(5_000)}>` });
    expect(read(endless).sourceItemId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes the number of a placeholder address where the name has none', () => {
    const item = read(eml({ ...chat, From: '<46701234567@no-email.invalid>' }));
    expect(item.participants[0]).toEqual({
      displayName: null,
      mobileNumber: '46701234567',
      emailAddress: null,
      role: 'from',
    });
  });

  it('keeps digits in a name that are no mobile number', () => {
    const item = read(eml({ ...chat, From: '"Agent 47" <agent@fjord.example>' }));
    expect(item.participants[0]).toMatchObject({ displayName: 'Agent 47', mobileNumber: null });
  });

  it('lists somebody who is on the item twice once', () => {
    const item = read(eml({ ...chat, To: chat.From, Cc: chat.From }));
    expect(item.participants.map(({ role }) => role)).toEqual(['from']);
  });

  it('adds those whom only the User Email property names', () => {
    const item = read(
      eml({ ...chat, 'X-TeleMessage-User-Email': 'JONAS.BERG@fjord.example, eva@fjord.example' }),
    );
    expect(item.participants.map(({ emailAddress }) => emailAddress)).toEqual([
      'jonas.berg@fjord.example',
      null,
      'client@example.org',
      'eva@fjord.example',
    ]);
  });

  it('unpacks address groups and passes over empty ones', () => {
    const item = read(eml({ ...chat, To: 'Team: a@fjord.example, b@fjord.example;, nobody:;' }));
    expect(item.participants.map(({ emailAddress }) => emailAddress)).toEqual([
      'jonas.berg@fjord.example',
      'a@fjord.example',
      'b@fjord.example',
    ]);
  });

  it.each([
    ['3 Nov 2026 15:05 GMT', '2026-11-03T15:05:00.000Z'],
    ['Mon, 03 Nov 2026 16:05:00 +0100 (CET)', '2026-11-03T15:05:00.000Z'],
    ['Tue, 03 Nov 2026 15:05:00', '2026-11-03T15:05:00.000Z'],
    ['2026-11-03T15:05:00', '2026-11-03T15:05:00.000Z'],
    ['2026-11-03T17:05:00+02:00', '2026-11-03T15:05:00.000Z'],
  ])('reads the time %s', (header, time) => {
    expect(read(eml({ ...chat, Date: header })).eventAt?.toISOString()).toBe(time);
  });

  it.each(['', 'yesterday', '12', 'Tue, 31 Feb 2026 10:00:00 +0000'])(
    'has no time where the date is %j',
    (header) => {
      expect(read(eml({ ...chat, Date: header })).eventAt).toBeNull();
    },
  );

  it('survives broken encoded words, unknown charsets and control characters', () => {
    const item = read(
      Buffer.concat([
        Buffer.from('From: =?bogus?q?=FF=00Jonas?= <jonas@fjord.example>\r\n'),
        Buffer.from('X-TeleMessage-Conversation-Id: a\u0000b\r\n'),
        Buffer.from('Content-Type: text/plain; charset=no-such-charset\r\n\r\n'),
        Buffer.from([0xff, 0xfe, 0x00, 0x80]),
      ]),
    );
    expect(item.participants[0]?.emailAddress).toBe('jonas@fjord.example');
    expect(item.participants[0]?.displayName).not.toContain('\u0000');
    expect(item.conversationId).toBe('a b');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['bytes of something else', Buffer.from([0x50, 0x4b, 3, 4, 0, 255, 254, 10, 13])],
    ['a text without headers', Buffer.from('\r\nHej')],
    ['headers beyond all measure', eml({ ...chat, 'X-Filler': 'x'.repeat(3_000_000) })],
  ])('calls %s unreadable', (_what, bytes) => {
    expect(parseEml(bytes)).toEqual({ ok: false, code: 'item-unreadable' });
  });

  it('never throws, whatever a byte is changed to', () => {
    const original = eml(
      { ...chat, 'Content-Type': 'multipart/mixed; boundary=b' },
      '--b\r\n\r\nHej',
    );
    for (let index = 0; index < original.length; index += 1) {
      const bytes = Buffer.from(original);
      bytes[index] = (index * 131) % 256;
      const parsed = parseEml(bytes);
      if (parsed.ok) expect(parsed.item.sizeBytes).toBe(original.length);
    }
  });
});
