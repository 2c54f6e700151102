import { randomBytes } from 'node:crypto';
import { createDatabase } from '#lib/db/client.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import type { Services } from '#lib/operations/services.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';

export type TestServices = Services & {
  /** The payloads of the jobs of this name that are in the queue. */
  listJobs(name: string): Promise<readonly unknown[]>;
  stop(): Promise<void>;
};

/** A database and a queue of one's own, and a clock that stands still. */
export async function startTestServices(now: Date): Promise<TestServices> {
  const url = await createTestDatabase();
  const db = createDatabase(url);
  const boss = await openSender(url);
  return {
    db,
    queue: createQueue(boss),
    masterKey: randomBytes(32),
    auditKey: randomBytes(32),
    now: () => now,
    permissions: ['User.Read.All', 'Mail.ReadWrite'],
    listJobs: async (name) => {
      const jobs = await db.$queryRaw<{ data: unknown }[]>`
        SELECT data FROM pgboss.job WHERE name = ${name} ORDER BY created_on`;
      return jobs.map(({ data }) => data);
    },
    stop: async () => {
      await boss.stop({ graceful: false });
      await db.$disconnect();
    },
  };
}
