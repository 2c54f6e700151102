import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  testGraphClient,
  testMessage,
  type GraphTestClient,
} from '#lib/sandbox/graph/test-graph-client.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const JSON_CONTENT = { 'Content-Type': 'application/json' };
const USER = 'ida.holm@fjord.example';

let sandbox: TestSandbox;
let graph: GraphTestClient;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  graph = await testGraphClient(sandbox);
});

afterAll(() => sandbox.close());

function part(id: string, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    method: 'POST',
    url: `/users/${USER}/mailFolders/inbox/messages`,
    headers: JSON_CONTENT,
    body: testMessage(),
    ...overrides,
  };
}

async function batch(requests: readonly unknown[]) {
  const answer = await graph.call('POST', '$batch', { body: { requests } });
  const statuses = answer.body.responses?.map(({ id, status }) => [id, status] as const) ?? [];
  return { answer, statuses: Object.fromEntries(statuses) };
}

describe('a batch', () => {
  it('answers each part on its own', async () => {
    const { answer, statuses } = await batch([
      part('good'),
      part('bad', { body: testMessage({ nonsense: true }) }),
      part('nobody', { url: '/users/nobody@fjord.example/mailFolders/inbox/messages' }),
      { id: 'get', method: 'GET', url: '/users?$top=1' },
    ]);
    expect(answer.status).toBe(200);
    expect(statuses).toEqual({ good: 201, bad: 400, nobody: 404, get: 200 });
    const good = answer.body.responses?.find(({ id }) => id === 'good');
    expect(good?.body).toMatchObject({ isDraft: false });
  });

  it('honours the preference for ids of each part', async () => {
    const { answer } = await batch([
      part('plain'),
      part('immutable', { headers: { ...JSON_CONTENT, Prefer: 'IdType="ImmutableId"' } }),
    ]);
    const prefixes = answer.body.responses?.map(({ id, body }) => [id, body?.id?.slice(0, 5)]);
    expect(Object.fromEntries(prefixes ?? [])).toEqual({ plain: 'AAMkA', immutable: 'AAkAL' });
  });

  it('does not try what depends on a part that failed', async () => {
    const { statuses } = await batch([
      part('1', { body: {}, url: '/users/nobody@fjord.example/mailFolders/inbox/messages' }),
      part('2', { dependsOn: ['1'] }),
      part('3', { dependsOn: ['2'] }),
      part('4'),
    ]);
    expect(statuses).toEqual({ '1': 404, '2': 424, '3': 424, '4': 201 });
  });

  it.each([
    ['more than 20 parts', Array.from({ length: 21 }, (_, index) => part(String(index)))],
    ['an id twice', [part('1'), part('1')]],
    ['a dependence on a later part', [part('1', { dependsOn: ['2'] }), part('2')]],
  ])('is refused with %s', async (_what, requests) => {
    const { answer } = await batch(requests);
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'BadRequest']);
  });

  it('takes no part with content of no type', async () => {
    const { statuses } = await batch([part('1', { headers: {} })]);
    expect(statuses).toEqual({ '1': 400 });
  });
});
