import { randomBytes } from 'node:crypto';
import { chmod, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { startSshd, whyNoSshd, type Sshd, type SshdSignIn } from '#e2e/servers/sshd.ts';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { downloadPackage } from '#lib/operations/runs/download-package.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';
import { describePutAwayContract, describeSourceContract } from '#lib/sources/contract.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';

const reason = whyNoSshd();

const packageName = '202611030000-TeleMessage_1_20261104050211.zip';

const started: Sshd[] = [];
afterEach(async () => {
  for (const sshd of started.splice(0)) await sshd.stop();
});

async function begin(signIn?: SshdSignIn): Promise<Sshd> {
  const sshd = await startSshd(signIn);
  started.push(sshd);
  return sshd;
}

function settingsOf({ host, port, directory }: Sshd) {
  return { host, port, directory };
}

function open(
  sshd: Sshd,
  options: Partial<OpenSource> & { password?: string; hostKeySha256?: string } = {},
): Promise<Source> {
  const { password, hostKeySha256, ...rest } = options;
  const settings = { ...settingsOf(sshd), ...(hostKeySha256 && { hostKeySha256 }) };
  const secrets = { ...sshd.secrets, ...(password && { password }) };
  return openSource('sftp', settings, secrets, {
    signal: AbortSignal.timeout(60_000),
    servers: serversOnThisMachine,
    ...rest,
  });
}

async function putPackage(sshd: Sshd, content: Buffer | string): Promise<string> {
  const file = path.join(sshd.directory, packageName);
  await writeFile(file, content);
  await sshd.own(file);
  return file;
}

async function setUp() {
  const sshd = await startSshd();
  return {
    settings: settingsOf(sshd),
    secrets: sshd.secrets,
    directory: sshd.directory,
    close: () => sshd.stop(),
  };
}

describe.skipIf(reason !== undefined)(`with OpenSSH${reason ? `: ${reason}` : ''}`, () => {
  describeSourceContract('sftp', setUp);
  describePutAwayContract('sftp', setUp);

  describe('the sign-in', () => {
    it('answers a prompt for the password where that is the only way', async () => {
      const source = await open(await begin('prompt'));
      expect(await source.listPackages()).toEqual([]);
      await source.close();
    });

    it('asks a person for the verification code after the password', async () => {
      const sshd = await begin('password-and-code');
      let asked = 0;
      const askCode = () => {
        asked += 1;
        return Promise.resolve(sshd.code);
      };
      const source = await open(sshd, { askCode });
      expect(await source.listPackages()).toEqual([]);
      expect(asked).toBe(1);
      await source.close();
    });

    it('is refused with a wrong code, which is sent once', async () => {
      const sshd = await begin('password-and-code');
      let asked = 0;
      const askCode = () => {
        asked += 1;
        return Promise.resolve('000000');
      };
      await expect(open(sshd, { askCode })).rejects.toMatchObject({
        code: 'verification-code-refused',
        disposition: 'reauthorize',
      });
      expect(asked).toBe(1);
    });

    it('says that a code is needed where nobody is there to enter it', async () => {
      await expect(open(await begin('password-and-code'))).rejects.toMatchObject({
        code: 'verification-code-asked',
        disposition: 'reauthorize',
      });
    });

    it('is refused with a wrong password, and no code is asked for it', async () => {
      for (const signIn of ['password', 'prompt', 'password-and-code'] as const) {
        const askCode = () => Promise.reject(new Error('nobody is to be asked'));
        const opening = open(await begin(signIn), { password: 'wrong', askCode });
        await expect(opening).rejects.toMatchObject({
          code: 'sign-in-refused',
          disposition: 'reauthorize',
        });
      }
    });

    it('is not even tried when the server shows another key than before', async () => {
      const sshd = await begin();
      const hostKeySha256 = await fingerprintOf(sshd);
      const source = await open(sshd, { hostKeySha256 });
      await source.close();

      await sshd.changeHostKey();
      const opening = open(sshd, { hostKeySha256, password: 'must not be sent' });
      const refusal = { code: 'host-key-changed', disposition: 'fix-settings' };
      await expect(opening).rejects.toMatchObject(refusal);
      // What an admin is asked to accept is the key that is there.
      const offered = await opening.catch((error: unknown) => error);
      expect(offered).toMatchObject({ detail: await fingerprintOf(sshd) });
      expect(offered).not.toMatchObject({ detail: hostKeySha256 });
    });

    it('says so when the server is down', async () => {
      const sshd = await begin();
      await sshd.kill();
      await expect(open(sshd)).rejects.toMatchObject({
        code: 'unreachable',
        disposition: 'retry',
      });
    });
  });

  describe('a download', () => {
    const content = randomBytes(24_000_000);

    /** Reads it all, and does something once after the first bytes. */
    async function download(sshd: Sshd, meanwhile: () => Promise<void>) {
      const found = await open(sshd).then(async (source) => {
        const [first] = await source.listPackages();
        await source.close();
        return first;
      });
      if (found === undefined) throw new Error('nothing found');
      const breaks: { readonly code: string; readonly received: number }[] = [];
      const pieces: Buffer[] = [];
      const bytes = downloadPackage({
        expected: found,
        open: () => open(sshd, { patienceMs: 2_000 }),
        signal: AbortSignal.timeout(60_000),
        onBreak: (code, received) => breaks.push({ code, received }),
      });
      for await (const piece of bytes) {
        if (pieces.length === 0) await meanwhile();
        pieces.push(piece);
      }
      return { breaks, bytes: Buffer.concat(pieces) };
    }

    it('goes on where it stopped when the session is killed', async () => {
      const sshd = await begin();
      await putPackage(sshd, content);
      const { breaks, bytes } = await download(sshd, () => sshd.killSessions());

      expect(breaks.map(({ code }) => code)).toEqual(['connection-lost']);
      expect(breaks[0]?.received).toBeGreaterThan(0);
      expect(breaks[0]?.received).toBeLessThan(content.length);
      expect(bytes.equals(content)).toBe(true);
    });

    it('goes on by another connection when the session hangs', async () => {
      const sshd = await begin();
      await putPackage(sshd, content);
      const { breaks, bytes } = await download(sshd, () => sshd.freezeSessions());

      expect(breaks.map(({ code }) => code)).toEqual(['timed-out']);
      expect(bytes.equals(content)).toBe(true);
    });

    it('gives up on a file that is another one when it could go on', async () => {
      const sshd = await begin();
      await putPackage(sshd, content);
      const downloading = download(sshd, async () => {
        await putPackage(sshd, content.subarray(1));
        await sshd.killSessions();
      });
      await expect(downloading).rejects.toMatchObject({
        code: 'package-changed',
        disposition: 'retry',
      });
    });

    it('gives up on a file that is gone when it could go on', async () => {
      const sshd = await begin();
      const file = await putPackage(sshd, content);
      const downloading = download(sshd, async () => {
        await rm(file);
        await sshd.killSessions();
      });
      await expect(downloading).rejects.toMatchObject({
        code: 'package-missing',
        disposition: 'retry',
      });
    });

    it('gives up on a server that stays away', async () => {
      const sshd = await begin();
      await putPackage(sshd, content);
      await expect(download(sshd, () => sshd.kill())).rejects.toMatchObject({
        code: 'unreachable',
        disposition: 'retry',
      });
    });

    it('says so when the account may not read the package', async () => {
      const sshd = await begin();
      const file = await putPackage(sshd, 'content');
      await chmod(file, 0o000);
      const source = await open(sshd);
      const reading = source.openPackage(packageName).then((stream) => buffer(stream));
      await expect(reading).rejects.toMatchObject({
        code: 'not-permitted',
        disposition: 'fix-settings',
      });
      await source.close();
    });
  });

  it('lists no link in place of a package', async () => {
    const sshd = await begin();
    await symlink('/etc/hostname', path.join(sshd.directory, packageName));
    const source = await open(sshd);
    expect(await source.listPackages()).toEqual([]);
    await source.close();
  });

  it('leaves the package where it is when the account may only read', async () => {
    const sshd = await begin();
    const file = await putPackage(sshd, 'content');
    await chmod(sshd.directory, 0o555);
    const source = await open(sshd);
    const [found] = await source.listPackages();
    if (found === undefined) throw new Error('nothing found');
    for (const how of ['move', 'delete'] as const) {
      await expect(source.putAway(found, how)).rejects.toMatchObject({
        code: 'not-permitted',
        disposition: 'fix-settings',
      });
    }
    expect((await stat(file)).isFile()).toBe(true);
    await source.close();
  });
});

async function fingerprintOf(sshd: Sshd): Promise<string> {
  const steps: ConnectionStep[] = [];
  const source = await open(sshd, { onStep: (step) => steps.push(step) });
  await source.close();
  return steps.find(({ id, state }) => id === 'host-key' && state === 'passed')?.detail ?? '';
}
