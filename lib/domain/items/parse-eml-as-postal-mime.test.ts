import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { expect, it } from 'vitest';
import { brokenMails, sampleMails } from '#e2e/fixtures/broken-mails.ts';
import { parseEml } from '#lib/domain/items/parse-eml.ts';
import { readHeaders } from '#lib/domain/items/read-headers.ts';

const MUTATIONS = 2_000;
const HANG_MS = 5_000;
/** Another one each time; printed, and as `seed` it brings the same mails back. */
const SEED = Date.now() % 2 ** 31;

const mails = sampleMails(24_000);

/** What a full parse says of the same bytes; null when it gives up. */
async function parseFully(bytes: Buffer): Promise<Email | null> {
  return PostalMime.parse(bytes, { forceRfc822Attachments: true }).catch(() => null);
}

/** Headers of the same name one after another, as a map has them. */
function groupByName(email: Email): readonly (readonly [string, readonly string[]])[] {
  const names = [...new Set(email.headers.map(({ key }) => key))];
  return names.map((name) => [
    name,
    email.headers.filter(({ key }) => key === name).map(({ value }) => value),
  ]);
}

async function expectSameAsPostalMime(bytes: Buffer): Promise<void> {
  const email = await parseFully(bytes);
  const headers = readHeaders(bytes);
  if (email === null || headers === null) return;
  expect([...headers]).toEqual(groupByName(email));
}

it('reads the headers of real messages as the full parser does', async () => {
  for (const mail of mails.filter((_, index) => index % 12 === 0)) {
    await expectSameAsPostalMime(mail);
    expect(parseEml(mail)).toMatchObject({ ok: true, item: { direction: 'in' } });
  }
});

it(`reads ${MUTATIONS} broken messages as the full parser does, or calls them unreadable (seed ${SEED})`, async () => {
  const isRead = fc.asyncProperty(brokenMails(mails), async (bytes) => {
    const before = Buffer.from(bytes);
    const startedMs = performance.now();
    const parsed = parseEml(bytes);
    expect(performance.now() - startedMs).toBeLessThan(HANG_MS);
    expect(bytes.equals(before)).toBe(true);
    if (!parsed.ok) expect(parsed).toEqual({ ok: false, code: 'item-unreadable' });
    else expect(parsed.item.sizeBytes).toBe(bytes.length);
    await expectSameAsPostalMime(bytes);
  });
  await fc.assert(isRead, { seed: SEED, numRuns: MUTATIONS });
}, 120_000);
