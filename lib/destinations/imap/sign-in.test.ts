import { expect, it } from 'vitest';
import { hostileNames } from '#lib/destinations/imap/hostile-names.ts';
import { signInName } from '#lib/destinations/imap/sign-in.ts';
import { PortError } from '#lib/domain/errors.ts';

const SEED = 20_261_104;

it.each([
  ['{mailbox}', 'ida.holm@fjord.example', 'ida.holm@fjord.example'],
  ['{mailbox}*archive', 'ida.holm@fjord.example', 'ida.holm@fjord.example*archive'],
  ['FJORD\\{mailbox}', 'ida', 'FJORD\\ida'],
])('%s signs in to %s as %s', (template, mailbox, name) => {
  expect(signInName(template, mailbox)).toBe(name);
});

it.each([
  ['{mailbox}', ''],
  ['{mailbox}', 'a\0b'],
  ['{mailbox}', 'a\x01auth=Bearer x'],
  ['{mailbox}', 'a\r\nb'],
  ['{mailbox}', 'a b'],
  ['{mailbox}', '\ud83d'],
  ['{mailbox}*archive', 'ida*grace'],
])('%s takes no mailbox %j', (template, mailbox) => {
  expect(() => signInName(template, mailbox)).toThrow(
    expect.objectContaining({ code: 'mailbox-refused', disposition: 'reject-item' }),
  );
});

it('takes of 100,000 hostile mailbox names only those that stay one name', () => {
  for (const mailbox of hostileNames(SEED, 100_000)) {
    try {
      const name = signInName('{mailbox}*archive', mailbox);
      // SASL PLAIN divides by NUL, XOAUTH2 by 0x01, a line by CRLF, a master user by the star.
      const isOneName = !/[\p{Cc}\s]/u.test(name) && name.split('*').length === 2;
      if (!isOneName) expect.fail(`seed ${SEED}: ${JSON.stringify(mailbox)}`);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
    }
  }
});
