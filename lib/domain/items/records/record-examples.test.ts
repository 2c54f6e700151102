import { readFile } from 'node:fs/promises';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { parseEml } from '#lib/domain/items/parse-eml.ts';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import { toMessage } from '#lib/domain/items/to-message.ts';

const document = await readFile(
  new URL('../../../../docs/record-format.md', import.meta.url),
  'utf8',
);
/** The examples of docs/record-format.md, by the heading that they stand under. */
const examples = [...document.matchAll(/^### (.+)\n+```json\n([^]*?)```/gm)].map(
  ([, title = '', json = '']) => [title, Buffer.from(json)] as const,
);

describe('the examples of docs/record-format.md', () => {
  it('has one of each kind', () => {
    expect(examples.map(([title]) => title)).toEqual([
      'SMS',
      'MMS with a picture, to a group',
      'Voice call with a recording',
      'System event',
      'Edit',
      'Deletion',
    ]);
  });

  it.each(examples)(
    '%s: the converted message says what the record says',
    async (_title, bytes) => {
      const parsed = parseItem('000001.json', bytes);
      if (!parsed.ok) throw new Error(parsed.code);
      const message = toMessage('000001.json', bytes);
      const again = parseEml(message);
      if (!again.ok) throw new Error(again.code);

      const { largestAttachmentBytes, sizeBytes, participants, ...item } = parsed.item;
      const { eventAt, direction, context, conversationId } = item;
      expect(again.item).toMatchObject({ eventAt, direction, context, conversationId });
      expect(again.item.participants).toEqual(participants);
      expect(sizeBytes).toBe(bytes.length);
      const email = await PostalMime.parse(message);
      const files = email.attachments.map(({ content }) => contentBytes(content));
      expect(files.at(-1)?.equals(bytes)).toBe(true);
      expect(Math.max(0, ...files.slice(0, -1).map(({ length }) => length))).toBe(
        largestAttachmentBytes,
      );
    },
  );

  it.each([
    ['SMS', 'SMS from Jonas Berg to Ida Holm'],
    [
      'MMS with a picture, to a group',
      'MMS from Maja Lindqvist to Åse Bjørnstad, Wei Zhang 張偉 and 46701740616: Onboarding 🎉',
    ],
    ['Voice call with a recording', 'Voice call from Victoria Hale to Jonas Berg'],
    ['System event', 'System event from Jonas Berg: O2 Network System Event'],
    ['Edit', 'Edited SMS from Jonas Berg to Ida Holm'],
    ['Deletion', 'Deleted SMS from Jonas Berg to Ida Holm'],
  ])('%s: has the subject %s', async (title, subject) => {
    expect((await convert(title)).subject).toBe(subject);
  });

  it('tabulates a call', async () => {
    expect((await convert('Voice call with a recording')).text?.trimEnd().split('\n')).toEqual([
      'Kind: Voice call',
      'Caller: Victoria Hale',
      'Called: Jonas Berg',
      'Start: 2026-11-20 14:02:11 UTC+00:00',
      'End: 2026-11-20 14:04:16 UTC+00:00',
      'Duration: 2 min 5 s',
      'Direction: Incoming',
      'Outcome: Answered',
      'Call ID: 7f3a-0042',
    ]);
  });

  it('says what an edit changed, and answers the original', async () => {
    const [original, edit] = [await convert('SMS'), await convert('Edit')];
    expect(edit.text?.trimEnd()).toBe(
      [
        'EDIT',
        'Original message ID: o2-20261120-000017',
        'Previous text: Møtet er kl. 15 – passer det? 👍',
        'Edited text: Møtet er kl. 16 – passer det? 👍',
      ].join('\n'),
    );
    expect(edit.messageId).not.toBe(original.messageId);
    expect(edit.inReplyTo).toBe(original.messageId);
    expect(edit.references?.split(' ')).toEqual([original.inReplyTo, original.messageId]);
  });

  it('threads what is written to and fro, and nothing else', async () => {
    const [sms, deletion, call] = await Promise.all(
      ['SMS', 'Deletion', 'Voice call with a recording'].map(convert),
    );
    expect(sms?.references).toMatch(/^<[0-9a-f]{32}@conversation\.invalid>$/);
    expect(deletion?.references?.startsWith(sms?.references ?? '?')).toBe(true);
    expect(call?.references).not.toBe(sms?.references);
  });
});

function convert(title: string) {
  const example = examples.find(([name]) => name === title);
  if (example === undefined) throw new Error(`no example ${title}`);
  return PostalMime.parse(toMessage('a.json', example[1]));
}

function contentBytes(content: ArrayBuffer | Uint8Array | string): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}
