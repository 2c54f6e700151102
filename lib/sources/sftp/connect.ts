import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { Client } from 'ssh2';
import type { OpenSource } from '#lib/sources/port.ts';
import type { SftpSecrets, SftpSettings } from '#lib/sources/sftp/definition.ts';
import {
  codeOfConnectError,
  type ConnectPhase,
  sftpError,
  type SftpErrorCode,
} from '#lib/sources/sftp/errors.ts';
import { NotAllowedError } from '#lib/network/checked-lookup.ts';
import { openSocket } from '#lib/sources/sftp/open-socket.ts';
import { createSignIn } from '#lib/sources/sftp/sign-in.ts';

/** From the first packet to the end of the sign-in, without the time in which a person is asked. */
const READY_TIMEOUT_MS = 20_000;
/** A connection that has died without a word is noticed after three of these. */
const KEEPALIVE_INTERVAL_MS = 10_000;

export type SftpAccount = { readonly settings: SftpSettings; readonly secrets: SftpSecrets };

/**
 * Connects to a server that the deployment allows and signs in, telling each step as it starts and ends. The host key is compared with the
 * pinned one; with none pinned, the step's detail is the fingerprint to pin.
 * @throws {PortError}
 */
export function connect(
  { settings, secrets }: SftpAccount,
  { servers, signal, onStep = () => undefined, askCode, patienceMs = READY_TIMEOUT_MS }: OpenSource,
): Promise<Client> {
  signal.throwIfAborted();
  const client = new Client();
  const { promise, resolve, reject } = Promise.withResolvers<Client>();
  let phase: ConnectPhase = 'reach';
  const enter = (next: ConnectPhase) => {
    phase = next;
    onStep({ id: next, state: 'running' });
  };

  // Only the first failure counts: ssh2 reports some twice, and closing reports another.
  const fail = (code: SftpErrorCode, cause?: unknown, detail?: string) => {
    if (!settle()) return;
    onStep({ id: phase, state: 'failed', code, ...(detail === undefined ? {} : { detail }) });
    client.destroy();
    reject(sftpError(code, cause, detail));
  };
  // The clock of ssh2 cannot be stopped, and a person who looks for a code is not the server's delay.
  const impatience = new Alarm(patienceMs, () => {
    fail('timed-out');
  });
  const abort = () => {
    if (isTimeout(signal.reason)) fail('timed-out', signal.reason);
    else if (settle()) reject(toError(signal.reason));
    client.destroy();
  };
  let isSettled = false;
  const settle = () => {
    if (isSettled) return false;
    isSettled = true;
    impatience.stop();
    signal.removeEventListener('abort', abort);
    return true;
  };

  const verifyHostKey = (key: Buffer) => {
    const fingerprint = fingerprintOf(key);
    onStep({ id: 'reach', state: 'passed' });
    enter('host-key');
    const isExpected = (settings.hostKeySha256 ?? fingerprint) === fingerprint;
    if (!isExpected) {
      fail('host-key-changed', undefined, fingerprint);
      return false;
    }
    onStep({ id: 'host-key', state: 'passed', detail: fingerprint });
    enter('sign-in');
    return true;
  };
  let isAsking = false;
  const ask =
    askCode &&
    (async () => {
      impatience.stop();
      isAsking = true;
      const code = await askCode();
      isAsking = false;
      impatience.start();
      return code;
    });
  const signIn = createSignIn(secrets, { askCode: ask, onRefused: fail });

  signal.addEventListener('abort', abort, { once: true });
  client
    // Listens on after `ready`: the requests under way fail by themselves, but an error event that
    // nobody hears ends the process.
    .on('error', (error) => {
      const address = error instanceof NotAllowedError ? error.address : undefined;
      fail(isAsking ? 'verification-code-late' : codeOfConnectError(error, phase), error, address);
    })
    .on('close', () => {
      fail(isAsking ? 'verification-code-late' : 'connection-lost');
    })
    .on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
      signIn.answerPrompts(prompts, answer);
    })
    .on('ready', () => {
      if (!settle()) return;
      signal.addEventListener('abort', () => client.destroy(), { once: true });
      onStep({ id: 'sign-in', state: 'passed' });
      resolve(client);
    });
  enter('reach');
  let sock: Socket;
  try {
    sock = openSocket(settings, servers);
  } catch (error) {
    fail(codeOfConnectError(error, phase), error);
    return promise;
  }
  impatience.start();
  client.connect({
    sock,
    username: secrets.username,
    authHandler: signIn.chooseMethod,
    tryKeyboard: true,
    hostVerifier: verifyHostKey,
    readyTimeout: 0,
    keepaliveInterval: KEEPALIVE_INTERVAL_MS,
  });
  // Requests are small and wait for their answers: Nagle's algorithm would add 40 ms to each.
  sock.setNoDelay(true);
  return promise;
}

/** Rings once, unless it is stopped before. */
class Alarm {
  readonly #afterMs: number;
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(afterMs: number, ring: () => void) {
    this.#afterMs = afterMs;
    this.#ring = ring;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(this.#ring, this.#afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** As OpenSSH prints it: base64 without padding. */
function fingerprintOf(hostKey: Buffer): string {
  const hash = createHash('sha256').update(hostKey).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
