import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { apiOperations } from '#lib/domain/api/api-operations.ts';
import { apiProblemSchema } from '#lib/domain/api/api-shapes.ts';
import { openApiDocument } from '#lib/domain/api/openapi-document.ts';
import type { ApiTokenRole } from '#lib/domain/api-tokens/api-token.ts';
import { createApiToken } from '#lib/operations/api-tokens/create-api-token.ts';
import { revokeApiToken } from '#lib/operations/api-tokens/revoke-api-token.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers()) }));
// A Connector admin is signed in all the time, and that opens nothing here.
vi.mock('next-auth', () => ({
  getServerSession: () =>
    Promise.resolve({
      signedInAt: Date.now(),
      custodyUser: {
        id: 'somebody',
        tenantId: 'tenant',
        name: 'Somebody',
        email: 'somebody@fjord.example',
        roles: ['ConnectorAdmin'],
        globalAdministrator: 'no',
      },
    }),
}));
vi.mock('next-auth/providers/azure-ad', () => ({ default: () => ({}) }));

const actor = { id: 'oscar', email: 'oscar@fjord.example', fromAddress: null };
const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };

let under: TestImport;
let runIds: readonly string[];
let reader: string;
let reviewer: string;

/** Three green runs of a connector, one with an item in it. */
beforeAll(async () => {
  under = await createTestImport({
    destination: openMemoryDestination(),
    mailboxes: [{ address: maja.emailAddress, aliases: [] }],
  });
  vi.stubEnv('DATABASE_URL', under.databaseUrl);
  vi.stubEnv('DATA_DIR', under.evidenceDirectory);
  vi.stubEnv('MASTER_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('LOG_LEVEL', 'silent');
  const day = '2026-11-20';
  const name = packageName({ day, part: 1, zippedAt: new Date('2026-11-21T05:00:00Z') });
  const eml = buildEml({
    messageId: '1@telemessage.example',
    date: new Date('2026-11-20T09:30:00Z'),
    from: maja,
    to: [maja],
    subject: 'Telegram message',
    text: 'CANARY',
  });
  under.packages.set(name, await buildPackage({ name, items: [{ entryName: '1.eml', eml }] }));
  const ids: string[] = [];
  for (let run = 0; run < 3; run += 1) {
    ids.unshift(await under.startRun());
    await under.work();
  }
  runIds = ids;
  reader = await makeToken('Reader');
  reviewer = await makeToken('Reviewer');
});
afterAll(async () => {
  const { database } = await import('#lib/db/client.ts');
  await database().$disconnect();
  vi.unstubAllEnvs();
  await under.close();
});

async function makeToken(role: ApiTokenRole): Promise<string> {
  const asked = { name: `A ${role}`, role, days: 30, actor } as const;
  return (await createApiToken(under.services, asked)).token;
}

const routes: Record<string, () => Promise<{ GET: unknown }>> = {
  '/connectors': () => import('#app/api/v1/connectors/route.ts'),
  '/connectors/{connectorId}': () => import('#app/api/v1/connectors/[connectorId]/route.ts'),
  '/connectors/{connectorId}/runs': () =>
    import('#app/api/v1/connectors/[connectorId]/runs/route.ts'),
  '/runs': () => import('#app/api/v1/runs/route.ts'),
  '/runs/{runId}': () => import('#app/api/v1/runs/[runId]/route.ts'),
  '/runs/{runId}/evidence': () => import('#app/api/v1/runs/[runId]/evidence/route.ts'),
  '/evidence-keys': () => import('#app/api/v1/evidence-keys/route.ts'),
};
const handlerSchema = z.custom<
  (request: NextRequest, context: { params: Promise<object> }) => Promise<Response>
>((value) => typeof value === 'function');

/** Asks as a program does. @param query with its `?` */
async function ask(
  path: string,
  options: { token?: string | null; query?: string; params?: object } = {},
): Promise<Response> {
  const { token = reader, query = '', params = {} } = options;
  const { GET } = (await routes[path]?.()) ?? { GET: undefined };
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const request = new NextRequest(`http://localhost/api/v1${path}${query}`, { headers });
  const ids = { connectorId: under.connectorId, runId: runIds[2], ...params };
  return handlerSchema.parse(GET)(request, { params: Promise.resolve(ids) });
}

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const { status, code } = apiProblemSchema.parse(await response.json());
  expect(status).toBe(response.status);
  return [status, code];
}

test('the description is valid OpenAPI 3.1, and has every route there is', async () => {
  const document = openApiDocument('https://custody.example');
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(Object.keys(document.paths).sort()).toEqual(Object.keys(routes).sort());
});

test('every answer is what the description says', async () => {
  const { components } = openApiDocument('https://custody.example');
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  ajv.addSchema({ $id: 'https://custody.example/openapi', components });
  for (const { path, answer } of Object.values(apiOperations)) {
    if (typeof answer === 'string') continue;
    const response = await ask(path);
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const paths: Record<string, { get: unknown }> = openApiDocument('').paths;
    const described = z
      .object({
        responses: z.object({
          200: z.object({
            content: z.object({
              'application/json': z.object({ schema: z.object({ $ref: z.string() }) }),
            }),
          }),
        }),
      })
      .parse(paths[path]?.get).responses[200].content['application/json'].schema.$ref;
    const body: unknown = await response.json();
    ajv.validate(`https://custody.example/openapi${described}`, body);
    expect([path, ajv.errors]).toEqual([path, null]);
    expect(JSON.stringify(body)).not.toContain('CANARY');
  }
});

test('a run tells its counters, its stages, what it found and its evidence', async () => {
  const run: unknown = await (await ask('/runs/{runId}')).json();
  expect(run).toMatchObject({
    id: runIds[2],
    connectorId: under.connectorId,
    kind: 'telegram',
    state: 'completed',
    counters: { itemsAvailable: 1, imported: 1, held: 0 },
    stages: [{ stage: 'fetch' }, { stage: 'deliver' }, { stage: 'reconcile' }],
    findings: [],
    evidence: { sequence: 1 },
  });
});

test('pages of runs follow each other without a gap, of a period and of a connector', async () => {
  const pageSchema = z.object({
    runs: z.array(z.object({ id: z.string(), createdAt: z.string() })),
    nextCursor: z.string().nullable(),
  });
  for (const path of ['/runs', '/connectors/{connectorId}/runs']) {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = pageSchema.parse(
        await (await ask(path, { query: `?limit=2${cursor && `&cursor=${cursor}`}` })).json(),
      );
      seen.push(...page.runs.map(({ id }) => id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(runIds);
  }
  const all = pageSchema.parse(await (await ask('/runs')).json());
  const second = encodeURIComponent(all.runs[1]?.createdAt ?? '');
  const ids = async (query: string) =>
    pageSchema.parse(await (await ask('/runs', { query })).json()).runs.map(({ id }) => id);
  expect(await ids(`?until=${second}`)).toEqual(runIds.slice(2));
  expect(await ids(`?from=${second}`)).toEqual(runIds.slice(0, 2));
  expect(await ids('?state=failed')).toEqual([]);
});

test('evidence is for a Reviewer, byte for byte, and on record with the name of the token', async () => {
  const response = await ask('/runs/{runId}/evidence', { token: reviewer });
  expect(response.headers.get('content-type')).toBe('application/gzip');
  if (response.body === null) throw new Error('no body');
  const lines = gunzipSync(await buffer(response.body)).toString();
  expect(lines).toContain(runIds[2]);

  expect(await problemOf(await ask('/runs/{runId}/evidence'))).toEqual([403, 'forbidden']);
  const entries = await under.db.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 2 });
  expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['access-refused', 'API token A Reader'],
    ['evidence-downloaded', 'API token A Reviewer'],
  ]);
});

test('without a good token nothing is answered, whoever is signed in', async () => {
  const expired = await makeToken('Reader');
  await under.db.apiToken.updateMany({
    where: { ending: expired.slice(-4) },
    data: { expiresAt: new Date(0) },
  });
  const revoked = await makeToken('Reader');
  const { id: tokenId } = await under.db.apiToken.findFirstOrThrow({
    where: { ending: revoked.slice(-4), revokedAt: null },
  });
  expect((await ask('/runs', { token: revoked })).status).toBe(200);
  await revokeApiToken(under.services, { actor, tokenId });

  const missing = await ask('/runs', { token: null });
  expect(missing.headers.get('www-authenticate')).toBe('Bearer');
  expect(await problemOf(missing)).toEqual([401, 'token-missing']);
  for (const token of [revoked, expired, 'cst_short', `${reader.slice(0, -1)}_`, `${reader}x`]) {
    const refused = await ask('/runs', { token });
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await problemOf(refused)).toEqual([401, 'token-refused']);
  }
});

test('what is not there and what is not asked well is told as a problem', async () => {
  const none = '01938f00-0000-7000-8000-000000000001';
  for (const params of [{ runId: none }, { runId: "1' OR true" }]) {
    expect(await problemOf(await ask('/runs/{runId}', { params }))).toEqual([404, 'not-found']);
  }
  expect(
    await problemOf(await ask('/connectors/{connectorId}', { params: { connectorId: none } })),
  ).toEqual([404, 'not-found']);
  for (const query of ['?limit=0', '?limit=1e9', '?cursor=x', '?from=monday', '?page=2']) {
    expect(await problemOf(await ask('/runs', { query }))).toEqual([400, 'invalid-query']);
  }
});

test('of a token only its hash is kept, and when it was used last', async () => {
  await ask('/connectors');
  const rows = await under.db.apiToken.findMany({ where: { name: 'A Reader', revokedAt: null } });
  expect(JSON.stringify(rows)).not.toContain(reader);
  const entries = await under.db.auditEntry.findMany();
  expect(JSON.stringify(entries.map(({ details }) => details))).not.toContain(reader);
  const mine = rows.find(({ ending }) => ending === reader.slice(-4));
  expect(mine?.lastUsedAt).not.toBeNull();
});
