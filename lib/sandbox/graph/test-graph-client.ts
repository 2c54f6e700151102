import { z } from 'zod';
import {
  TEST_CLIENT_ID,
  TEST_CLIENT_SECRET,
  TEST_TENANT_ID,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

const tokenSchema = z.object({ access_token: z.string() });

/** Any answer of Graph's, as far as tests look into it. */
const answerSchema = z.looseObject({
  id: z.string().optional(),
  error: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  value: z.array(z.looseObject({ id: z.string() })).optional(),
  '@odata.nextLink': z.string().optional(),
  uploadUrl: z.string().optional(),
  responses: z
    .array(
      z.object({
        id: z.string(),
        status: z.number(),
        headers: z.record(z.string(), z.string()).optional(),
        body: z.looseObject({ id: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});
export type GraphTestAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: z.infer<typeof answerSchema>;
};

export async function acquireTestToken(sandbox: TestSandbox): Promise<string> {
  const response = await fetch(`${sandbox.loginUrl}/${TEST_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: TEST_CLIENT_ID,
      client_secret: TEST_CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return tokenSchema.parse(await response.json()).access_token;
}

/** Calls Graph with a token of the consented application. */
export async function testGraphClient(sandbox: TestSandbox) {
  await sandbox.permissions.grant(['Mail.ReadWrite', 'User.Read.All'], 'grace.lind@fjord.example');
  const token = await acquireTestToken(sandbox);

  async function call(
    method: string,
    path: string,
    options: {
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<GraphTestAnswer> {
    const url = path.startsWith('http') ? path : `${sandbox.graphUrl}/v1.0/${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const body = answerSchema.parse(text === '' ? {} : JSON.parse(text));
    return { status: response.status, headers: response.headers, body };
  }

  /** The id of a folder that a test made for itself. */
  async function createFolder(user: string, displayName: string): Promise<string> {
    const { body } = await call('POST', `users/${user}/mailFolders`, { body: { displayName } });
    return body.id ?? '';
  }

  return { call, createFolder };
}

export type GraphTestClient = Awaited<ReturnType<typeof testGraphClient>>;

/** A message as Custody files it. */
export function testMessage(overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    subject: 'Telegram chat',
    body: { contentType: 'text', content: 'Hei på deg 👋' },
    from: { emailAddress: { name: 'Jonas Berg', address: 'jonas.berg@fjord.example' } },
    toRecipients: [{ emailAddress: { name: 'Ida Holm', address: 'ida.holm@fjord.example' } }],
    internetMessageId: '<one@telemessage.example>',
    singleValueExtendedProperties: [
      { id: 'Integer 0x0E07', value: '1' },
      { id: 'SystemTime 0x0E06', value: '2026-11-03T15:05:00Z' },
      { id: 'SystemTime 0x0039', value: '2026-11-03T15:05:00Z' },
      {
        id: 'String 0x007D',
        value:
          'X-Custody-Kind: telegram\r\nX-Long: one\r\n two\r\nDate: Tue, 03 Nov 2026 15:05:00 +0000\r\n',
      },
    ],
    ...overrides,
  };
}
