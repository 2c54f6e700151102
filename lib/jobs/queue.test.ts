import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PgBoss } from 'pg-boss';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { createQueue, openSender } from './queue.ts';

describe('the queue', () => {
  let db: Database;
  let boss: PgBoss;
  const runId = '01938f00-0000-7000-8000-000000000001';

  beforeAll(async () => {
    const databaseUrl = await createTestDatabase();
    db = createDatabase(databaseUrl);
    boss = await openSender(databaseUrl);
  });
  afterAll(async () => {
    await boss.stop({ graceful: false });
    await db.$disconnect();
  });

  test('forgets a job whose transaction is rolled back', async () => {
    const rolledBack = db.$transaction(async (transaction) => {
      await createQueue(boss).enqueue(transaction, 'run.start', { runId });
      throw new Error('rolled back');
    });

    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await boss.fetch('run.start')).toEqual([]);
  });

  test('hands out a job once its transaction is committed, with ids and nothing else', async () => {
    await db.$transaction((transaction) =>
      createQueue(boss).enqueue(transaction, 'run.start', { runId }),
    );

    const jobs = await boss.fetch('run.start');
    expect(jobs.map(({ data }) => data)).toEqual([{ runId }]);
  });

  test('refuses a payload that is not what the job carries', async () => {
    const refused = db.$transaction((transaction) =>
      createQueue(boss).enqueue(transaction, 'run.start', { runId: 'not an id' }),
    );

    await expect(refused).rejects.toThrow();
  });
});
