import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dovecotSettings, type DovecotOptions } from '#e2e/servers/dovecot-settings.ts';
import { dovecot, findProgram } from '#lib/cli/test/programs.ts';
import { findFreePort } from '#lib/cli/launcher/ports.ts';

export type DovecotServer = {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Everybody's password; with it `admin` may sign in as anybody: `somebody*admin`. */
  readonly password: string;
  /** The mailboxes as they lie on the disk: a Maildir below the name of each. */
  readonly mailDirectory: string;
  /** Holds the id of its first process. */
  readonly pidFile: string;
  /** Its log, for a test that went wrong. */
  readonly logFile: string;
  /** Ends all its processes at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, with the same mailboxes on the same port. */
  restart(): Promise<void>;
  /** Ends it and removes the mailboxes. */
  stop(): Promise<void>;
};

/** As root, mail belongs to nobody: Dovecot refuses to read it as root. */
const NOBODY = 65_534;
const START_TIMEOUT_MS = 10_000;

/** Where Dovecot is installed (Debian: package dovecot-imapd); undefined when it is not. */
export function findDovecot(): string | undefined {
  return findProgram(dovecot);
}

/**
 * Starts a Dovecot of its own on a free port of 127.0.0.1, with every mailbox that anybody asks for.
 * @throws {Error} when it is not installed, or does not come up.
 */
export async function startDovecot(options: DovecotOptions = {}): Promise<DovecotServer> {
  const program = findDovecot();
  if (program === undefined) throw new Error('Dovecot is not installed (package dovecot-imapd)');
  const home = await mkdtemp(path.join(options.parentDirectory ?? tmpdir(), 'custody-dovecot-'));
  await chmod(home, 0o755);
  const isRoot = process.getuid?.() === 0;
  const files = {
    run: path.join(home, 'run'),
    mail: path.join(home, 'mail'),
    settings: path.join(home, 'dovecot.conf'),
    log: path.join(home, 'dovecot.log'),
    masters: path.join(home, 'master-users'),
    refused: path.join(home, 'refused-users'),
  };
  await mkdir(files.run);
  await mkdir(files.mail);
  if (isRoot) await chown(files.mail, NOBODY, NOBODY);
  const port = await findFreePort();
  const password = 'correct-horse';
  await writeFile(files.masters, `admin:{PLAIN}${password}\n`);
  await writeFile(
    files.refused,
    (options.refusedMailboxes ?? []).map((name) => `${name}:\n`).join(''),
  );
  await writeFile(
    files.settings,
    dovecotSettings({
      ...options,
      files,
      port,
      password,
      mailOwner: isRoot ? { uid: NOBODY, gid: NOBODY } : ownIds(),
      ...(isRoot ? {} : { processOwner: ownNames() }),
    }),
  );
  let running = await start(program, files.settings, port);

  return {
    host: '127.0.0.1',
    port,
    password,
    mailDirectory: files.mail,
    pidFile: path.join(files.run, 'master.pid'),
    logFile: files.log,
    kill: () => end(running, 'SIGKILL'),
    async restart() {
      running = await start(program, files.settings, port);
    },
    async stop() {
      await end(running, 'SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}

type Running = { readonly server: ChildProcess; readonly guard: ChildProcess };

/** Ends the server when nobody holds the other end of its input any more: the test has ended. */
const GUARD = 'read -r _; kill -9 -- "-$0"';

async function start(program: string, settingsFile: string, port: number): Promise<Running> {
  // Detached, so that it leads a process group and can be ended with all its children.
  const server = spawn(program, ['-F', '-c', settingsFile], { detached: true, stdio: 'ignore' });
  await once(server, 'spawn');
  const guard = spawn('/bin/sh', ['-c', GUARD, String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await end({ server, guard }, 'SIGKILL');
      throw new Error('Dovecot does not come up');
    }
    await sleep(20);
  }
  return { server, guard };
}

async function end({ server, guard }: Running, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  guard.kill('SIGKILL');
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const exited = once(server, 'exit');
  if (signal === 'SIGTERM') server.kill(signal);
  else process.kill(-server.pid, signal);
  await exited;
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

function ownIds(): { readonly uid: number; readonly gid: number } {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

function ownNames(): { readonly user: string; readonly group: string } {
  const name = (flag: string) => execFileSync('id', [flag], { encoding: 'utf8' }).trim();
  return { user: name('-un'), group: name('-gn') };
}
