import { expect, test } from 'vitest';
import { EnvError, parseEnv } from '#lib/config/env.ts';

const keys = {
  MASTER_KEY: Buffer.alloc(32).toString('base64'),
  AUDIT_KEY: Buffer.alloc(32).toString('base64'),
  SESSION_SECRET: 'x'.repeat(32),
};
const tenant = {
  MICROSOFT_TENANT_ID: '6c5c2f6e-4f0a-4b52-9d0c-0d6d0f6d7b11',
  MICROSOFT_CLIENT_ID: '0d1b1c1d-4f0a-4b52-9d0c-0d6d0f6d7b12',
  MICROSOFT_CLIENT_SECRET: 'secret-value',
};

test.for<[name: string, value: string, expected: string]>([
  ['PORT', '70000', 'expected a port number, 1 to 65535'],
  ['PORT', 'three', 'expected a port number, 1 to 65535'],
  ['DATABASE_URL', 'mysql://localhost/x', 'expected postgresql://user:password@host/database'],
  ['PORTAL_URL', 'portal', 'expected the http or https URL that browsers use'],
  ['MASTER_KEY', 'short', 'expected 32 bytes in base64'],
  ['SESSION_SECRET', 'short', 'expected 32 characters or more'],
  ['GRAPH_CONCURRENCY', '0', 'expected a whole number, 1 to 64'],
  ['OPERATIONS_WORKER_PORT', '70000', 'expected a port number, 1 to 65535, or 0 for none'],
  [
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'collector',
    'expected the http or https URL of an OTLP collector',
  ],
  ['IMAP_SECURITY', 'ssl', 'expected tls, starttls, or, on this machine, none'],
  ['IMAP_USER_NAME', 'archive', 'expected {mailbox} once'],
  [
    'STAGING_AZURE_CONNECTION_STRING',
    'https://account.blob.core.windows.net',
    "expected the storage account's connection string, with a key or a shared access signature",
  ],
  [
    'STAGING_AZURE_CONTAINER',
    'Custody',
    'expected 3 to 63 lower-case letters, digits and single hyphens',
  ],
  ['TELEMESSAGE_HOST', 'https://sftp.example', 'expected the name or the address of a server'],
  [
    'TELEMESSAGE_ALLOWED_HOSTS',
    'sftp.example, two/three',
    'expected a list of host, host:port, host:* or *.domain',
  ],
  [
    'TELEMESSAGE_ALLOWED_NETWORKS',
    '10.0.0.0/33',
    'expected a list of addresses and networks, such as 10.1.2.0/24',
  ],
  ['MICROSOFT_TENANT_ID', 'contoso', 'expected a UUID, as the Entra admin center shows it'],
])('%s=%s is refused by name, and it says what is expected', ([name, value, expected]) => {
  expect(() => parseEnv({ ...keys, [name]: value })).toThrow(
    new EnvError(`These settings are wrong:\n  ${name}: ${expected}`),
  );
});

test('a wrong secret is named and not shown', () => {
  const read = () => parseEnv({ ...keys, MASTER_KEY: 'not-a-good-key' });
  expect(read).toThrow('MASTER_KEY');
  expect(read).not.toThrow('not-a-good-key');
});

test('a variable that is set to nothing counts as not set', () => {
  expect(parseEnv({ ...keys, PORT: '' }).port).toBe(3000);
});

test('without a tenant the sandbox is on, on this machine only', () => {
  const env = parseEnv({ ...keys, SANDBOX_PORT: '4100' });
  expect(env.sandbox).toEqual({ port: 4100, sftpPort: 3122 });
  expect(env.microsoft.loginUrl).toBe('http://127.0.0.1:4100/login');
  expect(env.telemessage.host).toBe('127.0.0.1');
});

test('with a tenant the sandbox is off', () => {
  const env = parseEnv({ ...keys, ...tenant, TELEMESSAGE_HOST: 'sftp.example' });
  expect(env.sandbox).toBeUndefined();
  expect(env.microsoft.graphUrl).toBe('https://graph.microsoft.com');
  expect(env.telemessage.host).toBe('sftp.example');
});

test('the server that is set may be connected to, and what the lists say besides', () => {
  const own = { ...keys, ...tenant, TELEMESSAGE_HOST: 'SFTP.Example', TELEMESSAGE_PORT: '2222' };
  expect(parseEnv(own).sourceServers).toEqual({
    servers: [{ host: 'sftp.example', port: 2222 }],
    networks: [],
  });
  const lists = {
    TELEMESSAGE_ALLOWED_HOSTS: 'eu.example, *.us.example:* [fd00::7]:22',
    TELEMESSAGE_ALLOWED_NETWORKS: '10.1.2.0/24,fd00::/8, 192.168.7.7',
  };
  expect(parseEnv({ ...own, ...lists }).sourceServers).toEqual({
    servers: [
      { host: 'sftp.example', port: 2222 },
      { host: 'eu.example', port: 22 },
      { host: '*.us.example', port: 'any' },
      { host: 'fd00::7', port: 22 },
    ],
    networks: ['10.1.2.0/24', 'fd00::/8', '192.168.7.7'],
  });
  expect(parseEnv(keys).sourceServers.servers).toEqual([{ host: '127.0.0.1', port: 3122 }]);
});

test('packages rest in DATA_DIR, or in a storage account once its connection string is set', () => {
  expect(parseEnv({ ...keys, DATA_DIR: '/data' }).staging).toEqual({
    kind: 'local',
    directory: '/data/staging',
  });
  const connectionString = 'AccountName=custody;AccountKey=a2V5;EndpointSuffix=core.windows.net';
  const { staging } = parseEnv({ ...keys, STAGING_AZURE_CONNECTION_STRING: connectionString });
  expect(staging).toEqual({ kind: 'azure-blob', connectionString, container: 'custody-staging' });
});

test('half a tenant is refused, and what is missing is named', () => {
  expect(() => parseEnv({ ...keys, ...tenant, MICROSOFT_CLIENT_SECRET: '' })).toThrow(
    'MICROSOFT_CLIENT_SECRET: expected, because MICROSOFT_TENANT_ID, MICROSOFT_CLIENT_ID is set',
  );
});

test('a tenant without an SFTP server is refused', () => {
  expect(() => parseEnv({ ...keys, ...tenant })).toThrow('TELEMESSAGE_HOST: expected');
});

test('messages go to the mailboxes of the tenant, or to an IMAP server once it is named', () => {
  expect(parseEnv(keys).destination).toEqual({ kind: 'graph', settings: {} });
  const imap = { IMAP_HOST: 'mail.fjord.example', IMAP_PASSWORD: 'master' };
  expect(parseEnv({ ...keys, ...imap, IMAP_USER_NAME: '{mailbox}*archive' }).destination).toEqual({
    kind: 'imap',
    settings: {
      host: 'mail.fjord.example',
      port: 993,
      security: 'tls',
      authentication: 'password',
      userName: '{mailbox}*archive',
      connections: 16,
    },
  });
});

test('what does not go together for an IMAP server is refused, each by its name', () => {
  expect(() =>
    parseEnv({ ...keys, IMAP_HOST: 'mail.fjord.example', IMAP_SECURITY: 'none' }),
  ).toThrow(
    new EnvError(
      'These settings are wrong:\n' +
        '  IMAP_SECURITY: expected tls or starttls, because the server is another machine\n' +
        '  IMAP_PASSWORD: expected, because IMAP_AUTHENTICATION is password',
    ),
  );
});

test('who has a mailbox is asked of the tenant, or of a list once it is named', () => {
  expect(parseEnv(keys).directory).toEqual({ kind: 'graph', settings: {} });
  expect(parseEnv({ ...keys, MAILBOX_LIST_FILE: '/data/mailboxes.csv' }).directory).toEqual({
    kind: 'static',
    settings: { file: '/data/mailboxes.csv' },
  });
});
