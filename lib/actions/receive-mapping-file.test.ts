import { randomBytes } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import {
  FILE_NAME_HEADER,
  mappingUploadEventSchema,
} from '#lib/domain/mapping-file/mapping-upload-event.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';

/** What Next and next-auth would take from the request: who is signed in, and nothing else. */
vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers()),
  cookies: () => Promise.resolve({ getAll: () => [], set: () => undefined }),
}));
vi.mock('next-intl/server', () => ({
  getTranslations: () => Promise.resolve((key: string) => key),
}));
vi.mock('next-auth/providers/azure-ad', () => ({ default: () => ({}) }));
vi.mock('next-auth', () => ({
  default: () => new Response(),
  getServerSession: () =>
    Promise.resolve({
      signedInAt: Date.now(),
      custodyUser: {
        ...{ id: 'oscar', tenantId: 'fjord', name: 'Oscar', email: 'oscar@fjord.example' },
        ...{ roles: ['ConnectorAdmin'], globalAdministrator: 'no' },
      },
    }),
}));

const PORTAL = 'http://localhost:3000';
const HEADER = 'External User ID,Microsoft 365 User Mailbox\r\n';
/** Enough for several statements, so that progress is told between them. */
const MANY = 100_000;

describe('the upload of a mapping file', () => {
  let db: Database;
  let connectorId: string;
  let upload: (request: NextRequest) => Promise<Response>;

  beforeAll(async () => {
    const url = await createTestDatabase();
    vi.stubEnv('DATABASE_URL', url);
    for (const key of ['MASTER_KEY', 'AUDIT_KEY', 'SESSION_SECRET']) {
      vi.stubEnv(key, randomBytes(32).toString('base64'));
    }
    vi.stubEnv('LOG_LEVEL', 'silent');
    vi.stubEnv('PORTAL_URL', PORTAL);
    db = createDatabase(url);
    ({ POST: upload } = await import('#app/api/mapping-uploads/route.ts'));
  });
  afterAll(async () => {
    await db.$disconnect();
    vi.unstubAllEnvs();
  });
  beforeEach(async () => {
    connectorId = await insertTestConnector(db, {
      masterKey: randomBytes(32),
      name: `Upload ${randomBytes(4).toString('hex')}`,
      ...{ sourceSettings: {}, sourceSecrets: {}, destinationKind: 'memory' },
    });
  });

  type Sent = {
    readonly body: ReadableStream<Uint8Array> | string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
  };
  const send = ({ body, headers, signal = new AbortController().signal }: Sent) =>
    upload(
      new NextRequest(`${PORTAL}/api/mapping-uploads?connectorId=${connectorId}`, {
        method: 'POST',
        headers: { origin: PORTAL, [FILE_NAME_HEADER]: 'folk%20%C3%A5.csv', ...headers },
        body,
        signal,
        // Node wants to be told that the answer may come before the body has been sent.
        duplex: 'half',
      }),
    );
  const stored = () =>
    db.mappingVersion.findMany({ where: { proposedFor: connectorId }, include: { pages: true } });

  test('tells how much is written, and at last the version that nobody has confirmed yet', async () => {
    const answer = await send({ body: streamOf(rowsOf(MANY)) });
    const events = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => mappingUploadEventSchema.parse(JSON.parse(line)));
    const written = events.flatMap((event) => (event.phase === 'writing' ? [event.written] : []));
    expect(written.length).toBeGreaterThan(1);
    expect(written).toEqual(written.toSorted((one, other) => one - other));
    expect(written.at(-1)).toBe(MANY);
    const [version, ...others] = await stored();
    expect(others).toEqual([]);
    expect(events.at(-1)).toEqual({
      phase: 'done',
      data: { versionId: version?.id, rowCount: MANY, currentVersionId: null },
    });
    expect(version).toMatchObject({
      ...{ fileName: 'folk å.csv', author: 'oscar@fjord.example', rowCount: MANY },
      connectorId: null,
    });
  });

  test('a sender who goes away while sending leaves nothing', async () => {
    const gone = new Error('the connection was lost');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(HEADER));
      },
      pull(controller) {
        controller.error(gone);
      },
    });
    const text = await (await send({ body })).text();
    expect(text).not.toContain('done');
    expect(await stored()).toEqual([]);
  });

  test('one who goes away while the rows are written leaves nothing', async () => {
    const sender = new AbortController();
    const answer = await send({ body: streamOf(rowsOf(MANY)), signal: sender.signal });
    const reader = answer.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toContain('"phase":"writing"');
    sender.abort();
    await expect(readToEnd(reader)).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });

  test('nor does one who stops listening', async () => {
    const answer = await send({ body: streamOf(rowsOf(MANY)) });
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    // The server finds out when it tells the next step.
    await vi.waitFor(async () => {
      const { rows } = await openTransactions(db);
      expect(rows).toBe(0);
    });
    expect(await stored()).toEqual([]);
  });

  test.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://localhost:4000' }],
    ['of a sandboxed frame', { origin: 'null' }],
  ])('a page %s is refused before anything is read', async (_name, headers) => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull() {
          pulls += 1;
        },
      },
      { highWaterMark: 0 },
    );
    const answer = await send({ body, headers });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid-input' });
    expect(pulls).toBe(0);
    expect(await stored()).toEqual([]);
  });

  test('a file that is too large by its own account is refused at once', async () => {
    const length = String(LARGEST_MAPPING_FILE_BYTES + 1);
    const answer = await send({ body: HEADER, headers: { 'content-length': length } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'mapping-file-refused' });
  });

  test('a file with an error is refused whole, whatever the browser said', async () => {
    const text = await (await send({ body: `${rowsOf(2)}070123,anna@fjord.example\r\n` })).text();
    const event = mappingUploadEventSchema.parse(JSON.parse(text));
    expect(event).toMatchObject({ phase: 'refused', refusal: { code: 'mapping-file-refused' } });
    expect(await stored()).toEqual([]);
  });

  test('a second upload of the same person takes the place of the first', async () => {
    await (await send({ body: rowsOf(1) })).text();
    await (await send({ body: rowsOf(2) })).text();
    expect((await stored()).map(({ rowCount }) => rowCount)).toEqual([2]);
  });
});

function rowsOf(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, row) => `${46_700_000_000 + row},person.${row}@fjord.example\r\n`,
  );
  return HEADER + rows.join('');
}

/** In pieces, as a network brings it. */
function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

async function readToEnd(reader: ReadableStreamDefaultReader<Uint8Array> | undefined) {
  while ((await reader?.read())?.done === false);
}

/** Transactions that write now, besides this question. */
async function openTransactions(db: Database): Promise<{ rows: number }> {
  const [row] = await db.$queryRaw<{ rows: number }[]>`
    SELECT count(*)::int AS rows FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND state LIKE '%transaction%'`;
  return { rows: row?.rows ?? 0 };
}
