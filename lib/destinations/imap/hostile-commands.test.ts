import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMessage } from '#lib/destinations/contract.ts';
import { appendMessages } from '#lib/destinations/imap/append-messages.ts';
import type { CommandPart } from '#lib/destinations/imap/command-writer.ts';
import { ensureFolder } from '#lib/destinations/imap/ensure-folder.ts';
import { fileMessage, RUN_HEADER } from '#lib/destinations/imap/filed-message.ts';
import { folderPath } from '#lib/destinations/imap/folder-path.ts';
import { hostileNames } from '#lib/destinations/imap/hostile-names.ts';
import { openFolder, searchHeader } from '#lib/destinations/imap/read-messages.ts';
import { openSession, type Session } from '#lib/destinations/imap/session.ts';
import { signIn } from '#lib/destinations/imap/sign-in.ts';
import { imapDefinition } from '#lib/destinations/imap/definition.ts';
import { PortError } from '#lib/domain/errors.ts';

const SEED = 20_261_105;
const NAMES = 100_000;
const NAMES_ON_THE_WIRE = 1_000;
const USERS_ON_THE_WIRE = 60;

const NAMESPACE = { prefix: 'INBOX.', delimiter: '.' };
const QUOTED = String.raw`"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"`;
/** Every command that a name can be in, and nothing else of it (RFC 3501 section 9). */
const WHOLE_COMMAND = new RegExp(
  [
    `^(?:STATUS ${QUOTED} \\(UIDVALIDITY\\)`,
    `CREATE ${QUOTED}`,
    `SUBSCRIBE ${QUOTED}`,
    `EXAMINE ${QUOTED}`,
    `LIST "" ${QUOTED}`,
    `UID SEARCH HEADER X-Custody-Run ${QUOTED}`,
    `APPEND ${QUOTED} \\(\\\\Seen\\) "[ 0-9]\\d-[A-Z][a-z]{2}-\\d{4} [0-9:]{8} [+-]\\d{4}" <literal>)$`,
  ].join('|'),
);
const VERBS = ['APPEND', 'CREATE', 'EXAMINE', 'LIST', 'STATUS', 'SUBSCRIBE', 'UID'];

type Answer = { readonly told: string; readonly isOk: boolean };

/** As a server to which nothing belongs but what has been created. */
function answer(command: string): Answer {
  const isOk = !/^(?:STATUS|EXAMINE) /.test(command);
  return { told: isOk ? 'done' : '[NONEXISTENT] no such folder', isOk };
}

/** Everything that a folder's name is used for. */
async function useFolder(session: Session, name: string): Promise<void> {
  const expectRefusal = (error: unknown) => {
    if (!(error instanceof PortError)) throw error;
  };
  const path = folderPath(name, NAMESPACE);
  await ensureFolder(session, name).catch(expectRefusal);
  if (path === undefined) return;
  await openFolder(session, path);
  await appendMessages(session, path, [MESSAGE]);
}

const MESSAGE = fileMessage(
  createMessage({ mime: Buffer.from('Subject: x\r\n\r\n.\r\na1 DELETE INBOX\r\n{3+}\r\n') }),
);

it(`keeps ${NAMES} folder names inside their commands (seed ${SEED})`, async () => {
  const seen = new Set<string>();
  const session: Session = {
    capabilities: new Set(['LITERAL+']),
    appendLimitBytes: Infinity,
    namespace: NAMESPACE,
    run({ parts, onResponse }) {
      const command = parts.map(textOf).join('');
      if (!WHOLE_COMMAND.test(command)) expect.fail(`seed ${SEED}: ${JSON.stringify(command)}`);
      seen.add(command.slice(0, command.indexOf(' ')));
      onResponse?.({ text: '* OK', literals: [] });
      const { isOk, told } = answer(command);
      if (isOk) return Promise.resolve(told);
      return Promise.reject(new PortError('folder-missing', 'retry'));
    },
    isOpen: () => true,
    close: () => undefined,
  };
  for (const name of hostileNames(SEED, NAMES)) {
    await useFolder(session, name);
    // What is searched for is ours, and printable; anything else is refused before it is sent.
    if (/^[\x20-\x7e]*$/.test(name)) await searchHeader(session, RUN_HEADER, [name]);
    else await expect(searchHeader(session, RUN_HEADER, [name])).rejects.toThrow('printable');
  }
  expect([...seen].sort()).toEqual(VERBS.filter((verb) => verb !== 'LIST'));
}, 60_000);

function textOf(part: CommandPart): string {
  return typeof part === 'string' ? part : '<literal>';
}

describe('on the wire', () => {
  let server: Server;
  let port: number;
  let told: string[];

  beforeEach(async () => {
    told = [];
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('* OK ready\r\n');
      let begun: string | undefined;
      readCommands(socket, (line) => {
        const [tag = '', verb = '', , response] = (begun ?? line).split(' ');
        if (verb === 'AUTHENTICATE' && response === undefined && begun === undefined) {
          begun = line;
          socket.write('+ \r\n');
          return;
        }
        told.push(begun === undefined ? line : `${begun} ${line}`);
        begun = undefined;
        if (verb === 'CAPABILITY') {
          socket.write('* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR LITERAL+\r\n');
        }
        const { told: text, isOk } = answer(line.slice(tag.length + 1));
        socket.write(`${tag} ${isOk ? 'OK' : 'NO'} ${text}\r\n`);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    port = address.port;
  });
  afterEach(() => {
    server.close();
  });

  function signInAs(mailbox: string, authentication: 'xoauth2' | 'password') {
    const settings = imapDefinition.settings.parse({
      host: '127.0.0.1',
      port,
      security: 'none',
      authentication,
    });
    const credentials = { password: 'secret', getToken: () => Promise.resolve('token-1') };
    const { signal } = new AbortController();
    return signIn({ settings, credentials, signal }, mailbox);
  }

  it(`sends for ${NAMES_ON_THE_WIRE} folder names whole commands only (seed ${SEED + 1})`, async () => {
    const signedIn = await signInAs('ida.holm@fjord.example', 'password');
    const traits = { ...signedIn.traits, namespace: NAMESPACE };
    const session = openSession({ socket: signedIn.socket, traits });
    told = [];
    for (const name of hostileNames(SEED + 1, NAMES_ON_THE_WIRE)) await useFolder(session, name);
    session.close();
    for (const line of told) {
      const command = line.slice(line.indexOf(' ') + 1);
      if (!WHOLE_COMMAND.test(command)) expect.fail(`seed ${SEED + 1}: ${JSON.stringify(line)}`);
    }
    expect(new Set(told.map((line) => line.split(' ')[0])).size).toBe(told.length);
    expect(told.length).toBeGreaterThan(NAMES_ON_THE_WIRE);
  });

  it.each(['password', 'xoauth2'] as const)(
    `signs ${USERS_ON_THE_WIRE} users in by one argument each (%s, seed ${SEED + 2})`,
    async (authentication) => {
      let accepted = 0;
      for (const mailbox of userNames(SEED + 2, USERS_ON_THE_WIRE)) {
        told = [];
        const signedIn = await signInAs(mailbox, authentication).catch((error: unknown) => {
          if (!(error instanceof PortError) || error.code !== 'mailbox-refused') throw error;
        });
        signedIn?.socket.destroy();
        if (signedIn === undefined) expect(told).toEqual([]);
        else expect(initialResponses(told)).toEqual([initialResponse(authentication, mailbox)]);
        accepted += signedIn === undefined ? 0 : 1;
      }
      expect(accepted).toBeGreaterThan(USERS_ON_THE_WIRE / 10);
    },
  );
});

/** Half of them as they are, half without the characters for which a name is refused at once. */
function* userNames(seed: number, count: number): Generator<string> {
  let index = 0;
  for (const name of hostileNames(seed, count)) {
    index += 1;
    yield index % 2 === 0 ? name : name.toWellFormed().replace(/[\p{Cc}\s]/gu, '') || 'x';
  }
}

/** RFC 4616, and FACTS 4.6 for XOAUTH2. */
function initialResponse(authentication: 'xoauth2' | 'password', user: string): string {
  return authentication === 'password'
    ? `PLAIN \0${user}\0secret`
    : `XOAUTH2 user=${user}\x01auth=Bearer token-1\x01\x01`;
}

function initialResponses(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [, verb, mechanism = '', encoded = '', ...rest] = line.split(' ');
    if (verb === 'LOGIN' || rest.length > 0) return [line];
    const text = Buffer.from(encoded, 'base64').toString();
    return verb === 'AUTHENTICATE' ? [`${mechanism} ${text}`] : [];
  });
}

/** What a server reads: lines, with the literals in them taken by their size (RFC 7888). */
function readCommands(socket: Socket, onCommand: (line: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  let command = '';
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
      const line = rest.toString('latin1', 0, end);
      const [brace, size] = /\{(\d+)\+\}$/.exec(line) ?? [];
      const literalEnd = end + 2 + Number(size ?? 0);
      if (literalEnd > rest.length) return;
      rest = rest.subarray(literalEnd);
      command += brace === undefined ? line : `${line.slice(0, -brace.length)}<literal>`;
      if (brace !== undefined) continue;
      onCommand(command);
      command = '';
    }
  });
}
