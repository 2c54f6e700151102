import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  testGraphClient,
  testMessage,
  type GraphTestClient,
} from '#lib/sandbox/graph/test-graph-client.ts';
import { startTestSandbox, type TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

const USER = 'ida.holm@fjord.example';
const KEY = 'String {9E4B5C1A-7B7F-4E0E-9B43-0C1D2E3F4A5B} Name CustodyDeliveryKey';

let sandbox: TestSandbox;
let graph: GraphTestClient;
let folder: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  graph = await testGraphClient(sandbox);
  folder = await graph.createFolder(USER, 'Telegram Archiver');
});

afterAll(() => sandbox.close());

function create(message: unknown, headers: Readonly<Record<string, string>> = {}) {
  const path = `users/${USER}/mailFolders/${folder}/messages`;
  return graph.call('POST', path, { body: message, headers });
}

function keyed(value: string) {
  return testMessage({ singleValueExtendedProperties: [{ id: KEY, value }] });
}

describe('creating a message', () => {
  it('files it read, dated by its properties, and not as a draft', async () => {
    const { status, body } = await create(testMessage());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      isDraft: false,
      isRead: true,
      receivedDateTime: '2026-11-03T15:05:00Z',
      sentDateTime: '2026-11-03T15:05:00Z',
      internetMessageId: '<one@telemessage.example>',
      hasAttachments: false,
      body: { contentType: 'text', content: 'Hei på deg 👋' },
      parentFolderId: folder,
    });
  });

  it('makes a draft, dated now, where the properties are missing', async () => {
    const before = Date.now() - 1000;
    const { body } = await create(
      testMessage({
        singleValueExtendedProperties: [],
        receivedDateTime: '2020-01-01T00:00:00Z',
        sentDateTime: '2020-01-01T00:00:00Z',
        internetMessageHeaders: [{ name: 'X-Custody-Kind', value: 'telegram' }],
      }),
    );
    expect(body).toMatchObject({ isDraft: true, isRead: false });
    expect(Date.parse(String(body['receivedDateTime']))).toBeGreaterThanOrEqual(before);
    const read = await graph.call(
      'GET',
      `users/${USER}/messages/${body.id ?? ''}?$select=internetMessageHeaders`,
    );
    expect(read.body['internetMessageHeaders']).toEqual([]);
  });

  it('shows the transport headers when they are selected', async () => {
    const { body } = await create(testMessage());
    expect(body).not.toHaveProperty('internetMessageHeaders');
    const path = `users/${USER}/mailFolders/${folder}/messages/${body.id ?? ''}`;
    const read = await graph.call('GET', `${path}?$select=internetMessageHeaders`);
    expect(Object.keys(read.body).sort()).toEqual(['@odata.etag', 'id', 'internetMessageHeaders']);
    expect(read.body).toMatchObject({
      internetMessageHeaders: [
        { name: 'X-Custody-Kind', value: 'telegram' },
        { name: 'X-Long', value: 'one two' },
        { name: 'Date', value: 'Tue, 03 Nov 2026 15:05:00 +0000' },
      ],
    });
  });

  it.each([
    ['an unknown property', testMessage({ importanceLevel: 'high' })],
    ['the id of a message that was read', testMessage({ id: 'AAMk' })],
    ['a wrong type', testMessage({ subject: 7 })],
    ['broken JSON', '{"subject": '],
  ])('refuses %s', async (_what, message) => {
    const { status, body } = await create(message);
    expect([status, body.error?.code]).toEqual([400, 'UnableToDeserializePostBody']);
  });

  it('refuses MIME in a folder', async () => {
    const mime = Buffer.from('Subject: x\r\n\r\nx').toString('base64');
    const { status, body } = await create(mime, { 'Content-Type': 'text/plain' });
    expect([status, body.error?.code]).toEqual([400, 'UnableToDeserializePostBody']);
  });

  it('refuses headers of its own that do not begin with x-', async () => {
    const { body } = await create(
      testMessage({ internetMessageHeaders: [{ name: 'Received', value: 'x' }] }),
    );
    expect(body.error?.code).toBe('InvalidInternetMessageHeader');
  });

  it('refuses a property id or value that is none', async () => {
    const wrongId = [{ id: 'Text 0x0E07', value: '1' }];
    const wrongValue = [{ id: 'SystemTime 0x0E06', value: 'yesterday' }];
    for (const singleValueExtendedProperties of [wrongId, wrongValue]) {
      expect((await create(testMessage({ singleValueExtendedProperties }))).status).toBe(400);
    }
  });

  it('refuses more than 4 MB', async () => {
    const content = 'x'.repeat(4 * 1024 * 1024);
    const { status } = await create(testMessage({ body: { contentType: 'text', content } }));
    expect(status).toBe(413);
  });
});

describe('finding messages', () => {
  it('goes by a named property, whatever the case of its GUID, several at once', async () => {
    const created = await Promise.all(['a/b+c=', "d'e", 'f'].map((key) => create(keyed(key))));
    const any = (key: string) =>
      `singleValueExtendedProperties/Any(ep: ep/id eq '${KEY.replace('9E4B', '9e4b')}' and ep/value eq '${key}')`;
    const filter = encodeURIComponent(`${any('a/b+c=')} or ${any("d''e")} or ${any('none')}`);
    const expand = encodeURIComponent(
      `singleValueExtendedProperties($filter=id eq '${KEY}' or id eq 'Integer 0x0E07')`,
    );
    const { body } = await graph.call(
      'GET',
      `users/${USER}/mailFolders/${folder}/messages?$filter=${filter}&$expand=${expand}&$select=id`,
    );
    expect(body.value?.map(({ id }) => id).sort()).toEqual(
      [created[0]?.body.id, created[1]?.body.id].sort(),
    );
    const values = body.value?.map((message) => message['singleValueExtendedProperties']);
    expect(values).toContainEqual([
      {
        id: KEY.replace(
          '9E4B5C1A-7B7F-4E0E-9B43-0C1D2E3F4A5B',
          '9e4b5c1a-7b7f-4e0e-9b43-0c1d2e3f4a5b',
        ),
        value: "d'e",
      },
    ]);
  });

  it('pages through a folder without missing any', async () => {
    const pages = await graph.createFolder(USER, 'Pages');
    const path = `users/${USER}/mailFolders/${pages}/messages`;
    for (let index = 0; index < 7; index += 1) {
      await graph.call('POST', path, { body: keyed(`page ${index}`) });
    }
    const seen: string[] = [];
    let next: string | undefined = `${path}?$top=3&$select=id`;
    while (next !== undefined) {
      const { body } = await graph.call('GET', next);
      seen.push(...(body.value ?? []).map(({ id }) => id));
      next = body['@odata.nextLink'];
    }
    expect(new Set(seen).size).toBe(7);
  });

  it('goes by Message-ID and refuses a filter that it does not understand', async () => {
    await create(testMessage({ internetMessageId: '<two@telemessage.example>' }));
    const path = `users/${USER}/messages`;
    const found = await graph.call(
      'GET',
      `${path}?$filter=internetMessageId eq '<two@telemessage.example>' and isDraft eq false`,
    );
    expect(found.body.value).toHaveLength(1);
    for (const filter of ["contains(subject,'x')", "subject eq 'x", 'isDraft eq 1', 'subject']) {
      const refused = await graph.call('GET', `${path}?$filter=${encodeURIComponent(filter)}`);
      expect(refused.status).toBe(400);
    }
  });
});

describe('a message that is there', () => {
  it('has an id that survives a move, when that is asked for', async () => {
    const headers = { Prefer: 'IdType="ImmutableId"' };
    const plain = await create(keyed('ids'));
    const id = plain.body.id ?? '';
    const immutable = await graph.call('GET', `users/${USER}/messages/${id}`, { headers });
    expect(immutable.body.id).not.toBe(id);
    expect(immutable.headers.get('preference-applied')).toContain('ImmutableId');
    const again = await graph.call('GET', `users/${USER}/messages/${immutable.body.id ?? ''}`);
    expect(again.body.id).toBe(id);
    expect(immutable.body['parentFolderId']).toBe(folder);
  });

  it('changes its properties any time, its text only as a draft', async () => {
    const filed = await create(testMessage());
    const path = `users/${USER}/messages/${filed.body.id ?? ''}`;
    const complete = [{ id: KEY.replace('DeliveryKey', 'Complete'), value: '1' }];
    const changed = await graph.call('PATCH', path, {
      body: { isRead: false, singleValueExtendedProperties: complete },
    });
    expect(changed.body).toMatchObject({ isRead: false });
    const refused = await graph.call('PATCH', path, { body: { subject: 'Other' } });
    expect([refused.status, refused.body.error?.code]).toEqual([400, 'ErrorInvalidPropertySet']);

    const draft = await create(testMessage({ singleValueExtendedProperties: [] }));
    const renamed = await graph.call('PATCH', `users/${USER}/messages/${draft.body.id ?? ''}`, {
      body: { subject: 'Other' },
    });
    expect(renamed.body).toMatchObject({ subject: 'Other' });
  });

  it('goes to Deleted Items first, and then for good', async () => {
    const filed = await create(testMessage());
    const path = `users/${USER}/messages/${filed.body.id ?? ''}`;
    const bin = await graph.call('GET', `users/${USER}/mailFolders/deleteditems`);
    expect((await graph.call('DELETE', path)).status).toBe(204);
    const moved = await graph.call('GET', path);
    expect(moved.body['parentFolderId']).toBe(bin.body.id);
    expect((await graph.call('DELETE', path)).status).toBe(204);
    expect((await graph.call('GET', path)).status).toBe(404);
  });

  it('can be deleted for good at once', async () => {
    const filed = await create(testMessage());
    const path = `users/${USER}/messages/${filed.body.id ?? ''}`;
    expect((await graph.call('POST', `${path}/permanentDelete`)).status).toBe(204);
    expect((await graph.call('GET', path)).status).toBe(404);
  });
});
