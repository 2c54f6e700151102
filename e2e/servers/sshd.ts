import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { findProgram, openssh } from '#lib/cli/test/programs.ts';

/** How the server wants to be signed in to. */
export type SshdSignIn =
  | 'password'
  /** The password as the answer to a prompt. */
  | 'prompt'
  /** The password, then a verification code as the answer to a prompt. */
  | 'password-and-code';

export type Sshd = {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly secrets: { readonly username: string; readonly password: string };
  readonly code: string;
  /** Where the account's packages lie; the account itself sees it under the same path. */
  readonly directory: string;
  /** Makes the account the owner of a file that the test has written, as if it had written it. */
  own(file: string): Promise<void>;
  /** Ends the processes of the sessions under way, in the middle of whatever they do. */
  killSessions(): Promise<void>;
  /** Holds them up without ending them, until the server is stopped. */
  freezeSessions(): Promise<void>;
  /** The server shows another key from now on. */
  changeHostKey(): Promise<void>;
  /** Nothing answers any more. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

const run = promisify(execFile);
/** Owns nothing, and has no password of the system's: PAM asks a script of ours instead. */
const ACCOUNT = { username: 'nobody', uid: 65_534, gid: 65_534 };
const PASSWORD = 'correct-horse';
const CODE = '246810';
const START_TIMEOUT_MS = 10_000;

/** Why OpenSSH cannot be started here; undefined when it can. */
export function whyNoSshd(): string | undefined {
  if (findProgram(openssh) === undefined) {
    return `sshd is not installed (apt-get install ${openssh.debianPackages.join(' ')})`;
  }
  if (process.getuid?.() !== 0) {
    return 'sshd checks passwords only when it is started by root, which this user is not';
  }
  return undefined;
}

/**
 * Starts OpenSSH's sshd on a free port of 127.0.0.1, with a host key, an account's password and a
 * PAM service of its own, so that nothing of the system's accounts is changed or needed.
 * @throws {Error} when it does not come up
 */
export async function startSshd(signIn: SshdSignIn = 'password'): Promise<Sshd> {
  const home = await mkdtemp(path.join(tmpdir(), 'custody-sshd-'));
  await chmod(home, 0o755);
  const directory = path.join(home, 'packages');
  await mkdir(directory);
  await chown(directory, ACCOUNT.uid, ACCOUNT.gid);
  // Where sshd keeps its part without rights; Debian's service creates it on start.
  await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  // PAM knows services by small letters only.
  const service = path.basename(home).toLowerCase();
  const serviceFile = path.join('/etc/pam.d', service);
  await writeFile(serviceFile, await pamService(home));
  const files = {
    home,
    settings: path.join(home, 'sshd_config'),
    program: path.join(home, service),
  };
  // The PAM service is called as the program is.
  await symlink(findProgram(openssh) ?? '', files.program);
  await makeHostKey(home);
  const port = await findFreePort();
  await writeFile(files.settings, settingsOf(home, port, signIn));
  let server = await start(files, port);

  return {
    host: '127.0.0.1',
    port,
    secrets: { username: ACCOUNT.username, password: PASSWORD },
    code: CODE,
    directory,
    own: (file) => chown(file, ACCOUNT.uid, ACCOUNT.gid),
    killSessions: () => signalSessions(server, 'SIGKILL'),
    freezeSessions: () => signalSessions(server, 'SIGSTOP'),
    async changeHostKey() {
      await end(server);
      await makeHostKey(home);
      server = await start(files, port);
    },
    kill: () => end(server),
    async stop() {
      await end(server);
      await rm(serviceFile, { force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** https://man.openbsd.org/sshd_config */
function settingsOf(home: string, port: number, signIn: SshdSignIn): string {
  const methods = {
    password: 'password',
    prompt: 'keyboard-interactive:pam',
    'password-and-code': 'password,keyboard-interactive:pam',
  };
  return [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${home}/host-key`,
    `PidFile ${home}/sshd.pid`,
    'UsePAM yes',
    'PubkeyAuthentication no',
    `PasswordAuthentication ${signIn === 'prompt' ? 'no' : 'yes'}`,
    `KbdInteractiveAuthentication ${signIn === 'password' ? 'no' : 'yes'}`,
    `AuthenticationMethods ${methods[signIn]}`,
    `AllowUsers ${ACCOUNT.username}`,
    'PrintLastLog no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
    '',
  ].join('\n');
}

/**
 * A script says whether what was entered is right. PAM gives it on standard input, and in the
 * environment the ways of signing in that have succeeded before (ExposeAuthInfo of sshd).
 */
async function pamService(home: string): Promise<string> {
  const script = path.join(home, 'check-password');
  const lines = [
    '#!/bin/sh',
    'entered=$(tr -d "\\000")',
    `case "$SSH_AUTH_INFO_0" in password*) expected='${CODE}' ;; *) expected='${PASSWORD}' ;; esac`,
    '[ "$entered" = "$expected" ]',
    '',
  ];
  await writeFile(script, lines.join('\n'), { mode: 0o755 });
  return [
    `auth required pam_exec.so quiet expose_authtok ${script}`,
    // pam_exec has no credentials to set, which sshd would take for a refusal.
    'auth optional pam_permit.so',
    'account required pam_permit.so',
    'session required pam_permit.so',
    '',
  ].join('\n');
}

async function makeHostKey(home: string): Promise<void> {
  const file = path.join(home, 'host-key');
  await rm(file, { force: true });
  await rm(`${file}.pub`, { force: true });
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}

async function start(
  files: { readonly settings: string; readonly program: string },
  port: number,
): Promise<ChildProcess> {
  const server = spawn(files.program, ['-D', '-e', '-f', files.settings], { stdio: 'ignore' });
  await once(server, 'spawn');
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await end(server);
      throw new Error('sshd does not come up');
    }
    await sleep(20);
  }
  return server;
}

async function end(server: ChildProcess): Promise<void> {
  await signalSessions(server, 'SIGKILL');
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGKILL');
  await exited;
}

/** Each connection has a process of its own, which has one more without rights. */
async function signalSessions(server: ChildProcess, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  if (server.pid === undefined) return;
  for (const pid of await listDescendants(server.pid)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}

async function listDescendants(ancestor: number): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  for (const name of names) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const parent = /^PPid:\s+(\d+)$/m.exec(status)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const children = (pid: number): number[] =>
    [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
  const found = children(ancestor);
  for (const pid of found) found.push(...children(pid));
  return found;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => {
      resolve(false);
    });
  });
}
