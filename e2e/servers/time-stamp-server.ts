import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type TimeStampServer = {
  readonly url: string;
  /** The certificate of who vouches for it, for `openssl ts -verify` and the verifier's --ca. */
  readonly caFile: string;
  /** While false it refuses. */
  isUp: boolean;
  /** Replaces what it would answer. */
  falsify: ((answer: Buffer) => Buffer) | null;
  readonly close: () => Promise<void>;
};

export async function isOpensslInstalled(): Promise<boolean> {
  return run('openssl', ['version']).then(
    () => true,
    () => false,
  );
}

/** A time-stamp server (RFC 3161) that is OpenSSL behind HTTP, with a CA of its own. */
export async function startTimeStampServer(): Promise<TimeStampServer> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'custody-tsa-'));
  await makeCertificates(directory);
  const server = createServer((request, response) => {
    answer(request).then(
      (bytes) => response.setHeader('content-type', 'application/timestamp-reply').end(bytes),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const started: TimeStampServer = {
    url: `http://127.0.0.1:${port}/`,
    caFile: path.join(directory, 'ca.pem'),
    isUp: true,
    falsify: null,
    async close() {
      server.close();
      server.closeAllConnections();
      await rm(directory, { recursive: true });
    },
  };
  return started;

  async function answer(request: IncomingMessage): Promise<Buffer> {
    if (!started.isUp) throw new Error('down');
    const query = path.join(directory, `${crypto.randomUUID()}.tsq`);
    await writeFile(query, await buffer(request));
    const reply = `${query}.tsr`;
    const args = ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', query, '-out', reply];
    await run('openssl', args, { cwd: directory });
    const bytes = await readFile(reply);
    return started.falsify === null ? bytes : started.falsify(bytes);
  }
}

const SETTINGS = `[tsa]
default_tsa = server
[server]
serial = ./serial
signer_cert = ./tsa.pem
certs = ./ca.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

async function makeCertificates(directory: string): Promise<void> {
  const openssl = (line: string) => run('openssl', line.split(' '), { cwd: directory });
  await writeFile(path.join(directory, 'tsa.cnf'), SETTINGS);
  await writeFile(path.join(directory, 'serial'), '01\n');
  const extensions = 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n';
  await writeFile(path.join(directory, 'extensions'), extensions);
  const key = '-newkey rsa:2048 -nodes';
  await openssl(`req -x509 ${key} -keyout ca.key -out ca.pem -subj /CN=ca -days 2`);
  await openssl(`req ${key} -keyout tsa.key -out tsa.csr -subj /CN=tsa`);
  await openssl(
    'x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile extensions',
  );
}
