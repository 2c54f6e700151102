import { expect, test } from 'vitest';
import { missingPermissions, neededPermissions } from './app-permissions.ts';

const imap = (authentication: string) => ({ kind: 'imap', settings: { authentication } });
const graph = { kind: 'graph', settings: {} };

test.each([
  [graph, 'graph', ['User.Read.All', 'Mail.ReadWrite']],
  [graph, 'static', ['Mail.ReadWrite']],
  [imap('xoauth2'), 'graph', ['User.Read.All', 'IMAP.AccessAsApp']],
  [imap('xoauth2'), 'static', ['IMAP.AccessAsApp']],
  [imap('password'), 'graph', ['User.Read.All']],
  [imap('password'), 'static', []],
])('%o with a %s directory needs %j', (destination, directory, permissions) => {
  expect(neededPermissions({ destination, directory: { kind: directory } })).toEqual(permissions);
});

test('what is not given is missing, and what is not needed is of no interest', () => {
  expect(missingPermissions(['User.Read.All', 'Mail.ReadWrite'], ['User.Read.All'])).toEqual([
    'Mail.ReadWrite',
  ]);
  expect(missingPermissions([], [])).toEqual([]);
});
