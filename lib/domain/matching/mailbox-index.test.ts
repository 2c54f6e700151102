import { expect, test } from 'vitest';
import { indexMailboxes, type Mailbox } from './mailbox-index.ts';

async function indexOf(...mailboxes: Mailbox[]) {
  async function* all() {
    yield* await Promise.resolve(mailboxes);
  }
  return indexMailboxes(all());
}

const jonas: Mailbox = { address: 'jonas@fjord.example', aliases: ['jb@fjord.example'] };
const maja: Mailbox = { address: 'maja@fjord.example', aliases: [] };

test('finds a mailbox by every address that reaches it, and nobody else', async () => {
  const index = await indexOf(jonas, maja);

  expect(index.findMailbox('jonas@fjord.example')).toBe('jonas@fjord.example');
  expect(index.findMailbox('jb@fjord.example')).toBe('jonas@fjord.example');
  expect(index.findMailbox('ib@fjord.example')).toBeNull();
  expect(index.size).toBe(2);
});

test("a primary address wins over somebody else's alias of the same spelling", async () => {
  const liv = { address: 'liv@fjord.example', aliases: ['maja@fjord.example'] };

  for (const index of [await indexOf(liv, maja), await indexOf(maja, liv)]) {
    expect(index.findMailbox('maja@fjord.example')).toBe('maja@fjord.example');
  }
});

test('an e-mail address wins over the same name with which another person signs in', async () => {
  const john = { address: 'js@fjord.example', mail: 'john@fjord.example', aliases: [] };
  const jane = { address: 'jane@fjord.example', aliases: ['js@fjord.example'] };

  for (const index of [await indexOf(john, jane), await indexOf(jane, john)]) {
    expect(index.findMailbox('js@fjord.example')).toBe('jane@fjord.example');
    expect(index.findMailbox('john@fjord.example')).toBe('js@fjord.example');
  }
  expect((await indexOf(john)).findMailbox('js@fjord.example')).toBe('js@fjord.example');
});

test('an alias of two mailboxes is of neither', async () => {
  const index = await indexOf(
    { ...jonas, aliases: ['desk@fjord.example'] },
    { ...maja, aliases: ['desk@fjord.example'] },
  );

  expect(index.findMailbox('desk@fjord.example')).toBeNull();
});

test('a plus address reaches the mailbox without what is after the plus, unless it is one itself', async () => {
  const tagged = { address: 'jonas+desk@fjord.example', aliases: [] };
  const index = await indexOf(jonas, tagged);

  expect(index.findMailbox('jonas+phone@fjord.example')).toBe('jonas@fjord.example');
  expect(index.findMailbox('jb+a+b@fjord.example')).toBe('jonas@fjord.example');
  expect(index.findMailbox('jonas+desk@fjord.example')).toBe('jonas+desk@fjord.example');
  expect(index.findMailbox('+jonas@fjord.example')).toBeNull();
});

test('a domain of other letters than ASCII is the same in both its forms, in whatever case', async () => {
  const index = await indexOf(
    { address: 'anna@xn--mnchen-3ya.example', aliases: [] },
    { address: 'per@\u00f8re.example', aliases: [] },
  );

  expect(index.findMailbox('Anna@M\u00dcNCHEN.example')).toBe('anna@xn--mnchen-3ya.example');
  expect(index.findMailbox('per@xn--re-kka.example')).toBe('per@\u00f8re.example');
});
