import { expect, it } from 'vitest';
import { openDirectoryOf } from '#lib/directory/adapters.ts';
import { describeDirectoryContract } from '#lib/directory/contract.ts';

const options = {
  graphUrl: 'http://127.0.0.1:9',
  getToken: () => Promise.reject(new Error('no tenant')),
  signal: AbortSignal.timeout(30_000),
};

function open(list: string) {
  return openDirectoryOf(
    { host: 'mail.fjord.example', directory: { kind: 'static', settings: { list } } },
    options,
  );
}

describeDirectoryContract('static', () =>
  Promise.resolve({
    directory: open(
      'Mailbox;Alias\r\nJonas.Berg@Fjord.example;JB@fjord.example;jonas.berg@fjord.example\r\n\r\n"maja@fjord.example"; \r\n',
    ),
    reaches: [
      ['jonas.berg@fjord.example', 'jonas.berg@fjord.example'],
      ['jb@fjord.example', 'jonas.berg@fjord.example'],
      ['maja@fjord.example', 'maja@fjord.example'],
      ['mailbox', null],
      ['nobody@fjord.example', null],
    ],
    close: () => Promise.resolve(),
  }),
);

it('may be a plain list', async () => {
  const mailboxes = await Array.fromAsync(open('a@fjord.example\nb@fjord.example').listMailboxes());
  expect(mailboxes.map(({ address }) => address)).toEqual(['a@fjord.example', 'b@fjord.example']);
});

it.each([
  ['something that is no address', 'a@fjord.example\nb.fjord.example'],
  ['nothing', ' \n'],
])('is refused with %s in it', (_what, list) => {
  expect(() => open(list)).toThrow(
    expect.objectContaining({ code: 'directory-settings-invalid', disposition: 'fix-settings' }),
  );
});

it('is the tenant when the destination names none', async () => {
  const directory = openDirectoryOf({}, options);
  await expect(Array.fromAsync(directory.listMailboxes())).rejects.toThrow('no tenant');
});
