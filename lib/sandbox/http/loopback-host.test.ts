import { expect, it } from 'vitest';
import { isLoopbackHost } from '#lib/sandbox/http/loopback-host.ts';

it.each(['127.0.0.1:3100', 'localhost:3100', 'LOCALHOST', '[::1]:3100'])(
  'knows %s as this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

it.each([
  undefined,
  '',
  'attacker.example',
  'localhost.attacker.example',
  '127.0.0.1.nip.example:80',
])('does not take %s for this machine', (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});
