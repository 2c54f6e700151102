import { describe, expect, it } from 'vitest';
import {
  formatServer,
  isAllowedServer,
  parseAllowedServer,
  parseServer,
} from '#lib/domain/source-server.ts';

describe('a server as it is typed', () => {
  it.each([
    ['sftp.example.com', 'sftp.example.com', 22],
    [' SFTP.Example.COM.:2222 ', 'sftp.example.com', 2222],
    ['blåbær.example', 'xn--blbr-roah.example', 22],
    ['192.0.2.7:22', '192.0.2.7', 22],
    ['[2001:DB8::1]:2222', '2001:db8::1', 2222],
    // Other spellings of this machine, as system calls read them.
    ['127.1', '127.0.0.1', 22],
    ['0x7f000001', '127.0.0.1', 22],
    ['2130706433', '127.0.0.1', 22],
    ['017700000001', '127.0.0.1', 22],
  ])('%s', (text, host, port) => {
    expect(parseServer(text)).toEqual({ host, port });
  });

  it.each([
    '',
    ':22',
    'sftp.example.com:0',
    'sftp.example.com:70000',
    'sftp.example.com:ssh',
    'sftp.example.com:*',
    '*.example.com',
    'https://sftp.example.com',
    'user@sftp.example.com',
    'sftp.example.com/path',
    'sftp.example.com#x',
    'two names',
    '::1',
    '[::1',
    '1.2.3.4.5',
  ])('%s is none', (text) => {
    expect(parseServer(text)).toBeNull();
  });

  it('is shown as it may be typed again', () => {
    for (const text of ['sftp.example.com:22', '[2001:db8::1]:2222', '*.example.com:*']) {
      const parsed = parseAllowedServer(text);
      expect(parsed && formatServer(parsed)).toBe(text);
    }
  });
});

describe('what a deployment allows', () => {
  const allows = (list: readonly string[], text: string) => {
    const servers = list
      .map((entry) => parseAllowedServer(entry))
      .filter((entry) => entry !== null);
    const server = parseServer(text);
    return server !== null && isAllowedServer({ servers, networks: [] }, server);
  };

  it('is exactly what it lists, port included', () => {
    expect(allows(['sftp.example.com'], 'SFTP.example.com:22')).toBe(true);
    expect(allows(['sftp.example.com'], 'sftp.example.com:2222')).toBe(false);
    expect(allows(['sftp.example.com:*'], 'sftp.example.com:2222')).toBe(true);
    expect(allows(['sftp.example.com'], 'evil.example.com')).toBe(false);
    expect(allows(['sftp.example.com'], 'sftp.example.com.evil.example')).toBe(false);
    expect(allows([], 'sftp.example.com')).toBe(false);
  });

  it('may be every name below another, and not that name itself', () => {
    expect(allows(['*.example.com'], 'a.example.com')).toBe(true);
    expect(allows(['*.example.com'], 'a.b.example.com')).toBe(true);
    expect(allows(['*.example.com'], 'example.com')).toBe(false);
    expect(allows(['*.example.com'], '.example.com')).toBe(false);
    expect(allows(['*.example.com'], 'badexample.com')).toBe(false);
  });

  it('knows an address in whatever spelling', () => {
    expect(allows(['127.0.0.1:*'], '0x7f.1:3122')).toBe(true);
    expect(allows(['sftp.example.com:*'], '0x7f.1:3122')).toBe(false);
  });

  it.each(['', 'two names', '*', '*.', '*.*.example', 'https://x', 'x:y'])(
    '%s is no entry',
    (text) => {
      expect(parseAllowedServer(text)).toBeNull();
    },
  );
});
