import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  testGraphClient,
  testMessage,
  type GraphTestClient,
} from '#lib/sandbox/graph/test-graph-client.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const USER = 'ida.holm@fjord.example';
const MEGABYTE = 1024 * 1024;
const FILE = '#microsoft.graph.fileAttachment';

let sandbox: TestSandbox;
let graph: GraphTestClient;
let message: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  graph = await testGraphClient(sandbox);
});

beforeEach(async () => {
  const created = await graph.call('POST', `users/${USER}/mailFolders/inbox/messages`, {
    body: testMessage(),
  });
  message = `users/${USER}/messages/${created.body.id ?? ''}`;
});

afterAll(() => sandbox.close());

function attachment(content: Buffer, name = 'chart.png') {
  const contentBytes = content.toString('base64');
  return { '@odata.type': FILE, name, contentType: 'image/png', contentBytes };
}

async function openSession(size: number, overrides: Readonly<Record<string, unknown>> = {}) {
  return graph.call('POST', `${message}/attachments/createUploadSession`, {
    body: { AttachmentItem: { attachmentType: 'file', name: 'scan.png', size, ...overrides } },
  });
}

function put(url: string, chunk: Buffer, first: number, size: number, headers = {}) {
  const range = `bytes ${first}-${first + chunk.length - 1}/${size}`;
  return fetch(url, {
    method: 'PUT',
    headers: { 'Content-Range': range, ...headers },
    body: new Uint8Array(chunk),
  });
}

describe('attachments', () => {
  it('come with the message or after it, and are read back as they were', async () => {
    const [first, second] = [randomBytes(1000), randomBytes(2 * MEGABYTE)];
    const created = await graph.call('POST', `users/${USER}/mailFolders/inbox/messages`, {
      body: testMessage({ attachments: [attachment(first, 'årsrapport – 報價單.png')] }),
    });
    expect(created.body).toMatchObject({ hasAttachments: true });
    const path = `users/${USER}/messages/${created.body.id ?? ''}/attachments`;
    const added = await graph.call('POST', path, { body: attachment(second) });
    expect(added.status).toBe(201);

    const listed = await graph.call('GET', path);
    expect(listed.body.value?.map(({ name }) => name)).toEqual([
      'årsrapport – 報價單.png',
      'chart.png',
    ]);
    expect(listed.body.value?.map(({ contentBytes }) => contentBytes)).toEqual([
      first.toString('base64'),
      second.toString('base64'),
    ]);
    const one = await graph.call('GET', `${path}/${added.body.id ?? ''}?$select=name,size`);
    expect(one.body).toEqual({
      '@odata.type': FILE,
      id: added.body.id,
      name: 'chart.png',
      size: second.length,
    });
  });

  it('above 3 MB have to come through an upload session', async () => {
    const content = randomBytes(3 * MEGABYTE + 1);
    expect(
      (await graph.call('POST', `${message}/attachments`, { body: attachment(content) })).status,
    ).toBe(413);
  });

  it('come in chunks, in order, without a token', async () => {
    const content = randomBytes(5 * MEGABYTE);
    const session = await openSession(content.length);
    expect(session.body).toMatchObject({ nextExpectedRanges: ['0-'] });
    const url = session.body.uploadUrl ?? '';
    const [first, rest] = [content.subarray(0, 3 * MEGABYTE), content.subarray(3 * MEGABYTE)];

    expect((await put(url, rest, first.length, content.length)).status).toBe(416);
    expect((await put(url, first, 0, content.length, { Authorization: 'Bearer x' })).status).toBe(
      401,
    );
    const accepted = await put(url, first, 0, content.length);
    expect(await accepted.json()).toMatchObject({ nextExpectedRanges: [`${first.length}-`] });
    expect((await put(url, first, 0, content.length)).status).toBe(416);
    const done = await put(url, rest, first.length, content.length);
    expect(done.status).toBe(201);
    expect(done.headers.get('location')).toMatch(/Attachments\('.+'\)$/);
    expect((await put(url, rest, first.length, content.length)).status).toBe(404);

    const listed = await graph.call('GET', `${message}/attachments`);
    expect(listed.body.value?.[0]?.['contentBytes'] === content.toString('base64')).toBe(true);
  });

  it('leave nothing behind when the upload is given up', async () => {
    const session = await openSession(4 * MEGABYTE);
    const url = session.body.uploadUrl ?? '';
    await put(url, randomBytes(MEGABYTE), 0, 4 * MEGABYTE);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
    expect((await put(url, randomBytes(MEGABYTE), 0, 4 * MEGABYTE)).status).toBe(404);
    expect((await graph.call('GET', `${message}/attachments`)).body.value).toEqual([]);
  });

  it('refuses chunks above 4 MB', async () => {
    const session = await openSession(6 * MEGABYTE);
    const chunk = randomBytes(4 * MEGABYTE + 1);
    expect((await put(session.body.uploadUrl ?? '', chunk, 0, 6 * MEGABYTE)).status).toBe(413);
  });

  it.each([
    [2 * MEGABYTE, {}, 400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'],
    [151 * MEGABYTE, {}, 400, 'ErrorAttachmentSizeLimitExceeded'],
    [
      4 * MEGABYTE,
      { attachmentType: 'item' },
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
    ],
    [4 * MEGABYTE, { contentId: 'x' }, 400, 'UnableToDeserializePostBody'],
  ])('opens no session for %d bytes with %o', async (size, overrides, status, code) => {
    const answer = await openSession(size, overrides);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });
});
