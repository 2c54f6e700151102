import { once } from 'node:events';
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import ssh2, { type Client, type SFTPWrapper } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';
import {
  startTestSandbox,
  TEST_SFTP_ACCOUNT,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

let sandbox: TestSandbox;
const content = Buffer.alloc(700_000, 'archived');
const writtenAt = new Date('2026-11-20T00:05:10Z');

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const directory = packageDirectory(sandbox.dataDir, TEST_SFTP_ACCOUNT.username);
  await writeFile(path.join(directory, 'b.zip'), content);
  await writeFile(path.join(directory, 'a.zip'), 'first');
  await writeFile(path.join(directory, '.half-written.zip'), 'not yet');
  await mkdir(path.join(directory, 'older'));
  await symlink('/etc', path.join(directory, 'elsewhere'));
  await writeFile(path.join(sandbox.dataDir, 'sandbox', 'sftp', 'secret'), 'of another account');
  await utimes(path.join(directory, 'a.zip'), writtenAt, writtenAt);
});

afterAll(() => sandbox.close());

async function connect(password: string = TEST_SFTP_ACCOUNT.password): Promise<Client> {
  const client = new ssh2.Client();
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve).once('error', reject);
    client.connect({
      host: '127.0.0.1',
      port: sandbox.sftpPort,
      username: TEST_SFTP_ACCOUNT.username,
      password,
    });
  });
  client.setNoDelay();
  return client;
}

async function withSftp<Result>(work: (sftp: SFTPWrapper) => Promise<Result>): Promise<Result> {
  const client = await connect();
  try {
    const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
      client.sftp((error, session) => {
        if (error) reject(error);
        else resolve(session);
      });
    });
    return await work(sftp);
  } finally {
    client.end();
  }
}

/** Turns a method with a callback at the end into a promise. */
function ask<Result>(
  call: (done: (error: Error | null | undefined, result: Result) => void) => unknown,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    call((error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

describe('the SFTP server', () => {
  it('lists an account’s packages with size and time, and nothing half-written', async () => {
    const entries = await withSftp((sftp) =>
      ask<{ filename: string; attrs: { size: number; mtime: number } }[]>((done) => {
        sftp.readdir('/', done);
      }),
    );
    expect(entries.map(({ filename }) => filename)).toEqual([
      'a.zip',
      'b.zip',
      'elsewhere',
      'older',
    ]);
    expect(entries[0]?.attrs).toMatchObject({ size: 5, mtime: writtenAt.getTime() / 1000 });
    expect(entries[1]?.attrs.size).toBe(content.length);
  });

  it('streams a package, from the beginning and from the middle', async () => {
    const [whole, rest] = await withSftp((sftp) =>
      Promise.all(
        [0, 300_000].map(async (start) => {
          const stream = sftp.createReadStream('/b.zip', { start });
          const closed = once(stream, 'close');
          const received = await buffer(stream);
          await closed;
          return received;
        }),
      ),
    );
    expect(whole?.equals(content)).toBe(true);
    expect(rest?.equals(content.subarray(300_000))).toBe(true);
  });

  it.each(['/../secret', '../../secret', '/older/../../secret', '/elsewhere/passwd', '/none.zip'])(
    'has no %s',
    async (requested) => {
      await expect(
        withSftp((sftp) =>
          ask((done) => {
            sftp.open(requested, 'r', done);
          }),
        ),
      ).rejects.toMatchObject({ code: ssh2.utils.sftp.STATUS_CODE.NO_SUCH_FILE });
    },
  );

  it('lets nobody write, remove or rename', async () => {
    const refusals = await withSftp((sftp) =>
      Promise.allSettled([
        ask((done) => {
          sftp.open('/new.zip', 'w', done);
        }),
        ask((done) => {
          sftp.open('/a.zip', 'r+', done);
        }),
        ask((done) => {
          sftp.unlink('/a.zip', (error) => {
            done(error, undefined);
          });
        }),
        ask((done) => {
          sftp.rename('/a.zip', '/c.zip', (error) => {
            done(error, undefined);
          });
        }),
        ask((done) => {
          sftp.mkdir('/d', (error) => {
            done(error, undefined);
          });
        }),
      ]),
    );
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        status: 'rejected',
        reason: { code: ssh2.utils.sftp.STATUS_CODE.PERMISSION_DENIED },
      });
    }
  });

  it('refuses a wrong password', async () => {
    await expect(connect('Sandbox-2025')).rejects.toMatchObject({ level: 'client-authentication' });
  });

  it('opens no shell', async () => {
    const client = await connect();
    await expect(ask((done) => client.exec('id', done))).rejects.toThrow(/exec/);
    client.end();
  });

  it('keeps its host key over a restart', async () => {
    const first = await hostKeyOf(sandbox.sftpPort);
    const again = await startTestSandbox({ dataDir: sandbox.dataDir });
    const second = await hostKeyOf(again.sftpPort);
    await again.close();
    expect(second.equals(first)).toBe(true);
  });
});

function hostKeyOf(port: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.once('error', reject);
    client.connect({
      host: '127.0.0.1',
      port,
      username: TEST_SFTP_ACCOUNT.username,
      password: TEST_SFTP_ACCOUNT.password,
      hostVerifier: (key: Buffer) => {
        resolve(key);
        client.end();
        return true;
      },
    });
  });
}
