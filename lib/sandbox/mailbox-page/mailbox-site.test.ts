import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testGraphClient, testMessage } from '#lib/sandbox/graph/test-graph-client.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';
import {
  startTestSandbox,
  TEST_SFTP_ACCOUNT,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

const USER = 'ida.holm@fjord.example';

let sandbox: TestSandbox;
let origin: string;
let folder: string;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  origin = `http://127.0.0.1:${sandbox.httpPort}`;
  const graph = await testGraphClient(sandbox);
  folder = await graph.createFolder(USER, 'AT&T SMS/MMS');
  const file = (body: unknown) =>
    graph.call('POST', `users/${USER}/mailFolders/${folder}/messages`, { body });
  await file(
    testMessage({
      subject: '<script>alert("subject")</script>',
      body: { contentType: 'text', content: 'a < b & c\n<img src=x onerror=alert(1)>' },
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'Årsrapport "1".html',
          contentType: 'text/html',
          contentBytes: Buffer.from('<script>alert(2)</script>').toString('base64'),
        },
      ],
    }),
  );
  await file(
    testMessage({
      subject: 'Markup',
      body: { contentType: 'html', content: '<p>Hello</p><script>alert(3)</script>' },
    }),
  );
});

afterAll(() => sandbox.close());

async function open(address: string) {
  const response = await fetch(new URL(address, origin));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Follows the first link on a page whose address contains the text. */
function linkIn(page: string, part: string): string {
  const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  return links.find((href) => href.includes(part)) ?? `no link with ${part}`;
}

describe('the mailbox pages', () => {
  it('list everybody, with what is special about them, and find people', async () => {
    const home = await open('/');
    expect(home.text).toContain('Fjord &amp; Partners');
    expect(home.text).toContain('No e-mail at TeleMessage');
    expect(home.text).toContain('2 archived');
    expect(home.text).not.toContain('href="/mailboxes/wilma.carlsen');
    const found = await open('/?search=KJ%C3%86R');
    expect(found.text).toContain('soren.kjaer@fjord.example');
    expect(found.text).not.toContain('ida.holm@fjord.example');
  });

  it('lead from a person to a folder, a message and its file', async () => {
    const mailbox = await open(linkIn((await open('/')).text, 'ida.holm'));
    const list = await open(linkIn(mailbox.text, 'AT%26T%20SMS%2FMMS'));
    const message = await open(linkIn(list.text, 'AT%26T%20SMS%2FMMS/1?'));
    expect(message.status).toBe(200);
    expect(message.text).toContain('Jonas Berg');
    expect(message.text).toContain('2026-11-03 15:05 UTC');

    const file = await open(linkIn(message.text, '/attachments/'));
    expect(file.text).toBe('<script>alert(2)</script>');
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%C3%85rsrapport%20%221%22.html",
    );
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('escape whatever a message says, and run no scripts', async () => {
    const message = await open(`/mailboxes/${USER}/AT%26T%20SMS%2FMMS/1`);
    expect(message.text).toContain('a &lt; b &amp; c\n&lt;img src=x onerror=alert(1)&gt;');
    expect(message.text).not.toContain('<script');
    const policy = message.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
  });

  it('show markup in a frame that may do nothing', async () => {
    const message = await open(`/mailboxes/${USER}/AT%26T%20SMS%2FMMS/2`);
    expect(message.text).toContain('<iframe sandbox src="/mailboxes/');
    const body = await open(`/mailboxes/${USER}/AT%26T%20SMS%2FMMS/2/body`);
    expect(body.headers.get('content-security-policy')).toContain('sandbox');
    expect(body.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('know a message by its id in Graph, too', async () => {
    const graph = await testGraphClient(sandbox);
    const listed = await graph.call('GET', `users/${USER}/mailFolders/${folder}/messages`, {
      headers: { Prefer: 'IdType="ImmutableId"' },
    });
    const id = encodeURIComponent(listed.body.value?.[0]?.id ?? '');
    expect((await open(`/mailboxes/${USER}/AT%26T%20SMS%2FMMS/${id}`)).status).toBe(200);
  });

  it.each([
    '/nothing',
    '/mailboxes/nobody@fjord.example',
    '/mailboxes/wilma.carlsen@fjord.example',
    `/mailboxes/${USER}/None`,
    `/mailboxes/${USER}/Inbox/1`,
    `/mailboxes/${USER}/AT%26T%20SMS%2FMMS/1/attachments/99`,
    `/mailboxes/${USER}/%E0%A4%A`,
    `/packages/${TEST_SFTP_ACCOUNT.username}/..%2Fhost-key`,
    '/packages/..%2Flogin/keys.json',
  ])('have nothing at %s', async (address) => {
    const page = await open(address);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Nothing here');
  });

  it('hand out packages and the sample mapping', async () => {
    const directory = packageDirectory(sandbox.dataDir, TEST_SFTP_ACCOUNT.username);
    await writeFile(path.join(directory, '202611030000-TeleMessage_1_1.zip'), 'zip');
    const file = await open(linkIn((await open('/')).text, '/packages/'));
    expect(file.text).toBe('zip');
    expect((await open('/sample-mapping.csv')).text).toContain(
      '46701740616,henrik.saether@fjord.example',
    );
  });

  it('revoke the consent, for their own form only', async () => {
    const revoke = (headers: Readonly<Record<string, string>>) =>
      fetch(`${origin}/consent/revoke`, { method: 'POST', headers, redirect: 'manual' });
    await sandbox.permissions.grant(['Mail.ReadWrite'], 'grace.lind@fjord.example');
    expect((await revoke({ Origin: 'http://localhost:3000' })).status).toBe(404);
    expect(sandbox.permissions.current().permissions).toContain('Mail.ReadWrite');
    expect((await revoke({ Origin: origin })).status).toBe(303);
    expect(sandbox.permissions.current().permissions).toEqual([]);
  });
});
