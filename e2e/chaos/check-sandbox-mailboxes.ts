import { hash } from 'node:crypto';
import type { ContentsReport, ExpectedContents } from '#e2e/chaos/check-maildirs.ts';
import type { KnownPerson } from '#e2e/fixtures/expected-deliveries.ts';
import { readMailboxes } from '#e2e/fixtures/read-mailboxes.ts';
import type { TestSandbox } from '#lib/sandbox/start-test-sandbox.ts';

/** The same for the mailboxes of the Graph stand-in, by the original kept with each message. */
export function checkSandboxMailboxes(
  { mailboxes }: TestSandbox,
  people: readonly KnownPerson[],
  expected: ExpectedContents,
): ContentsReport {
  const report = { messages: 0, missing: 0, twice: 0, foreign: 0 };
  const everybody = people.map(({ person }) => person);
  const filed = readMailboxes(mailboxes, everybody);
  for (const { address } of everybody) {
    const found = new Map<string, number>();
    for (const { original } of filed.get(address) ?? []) {
      const item = hash('sha256', Buffer.from(original, 'base64'));
      found.set(item, (found.get(item) ?? 0) + 1);
      report.messages += 1;
    }
    const wanted = expected.get(address) ?? new Set<string>();
    for (const item of wanted) if (!found.has(item)) report.missing += 1;
    for (const [item, times] of found) {
      if (!wanted.has(item)) report.foreign += times;
      else if (times > 1) report.twice += times - 1;
    }
  }
  return report;
}
