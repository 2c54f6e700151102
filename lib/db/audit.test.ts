import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { writeAuditEntry } from './audit.ts';
import { createDatabase, type Database } from './client.ts';

const auditKey = Buffer.alloc(32, 7);
const entry = {
  at: new Date('2026-11-21T06:00:00Z'),
  actor: { id: 'u1', email: 'grace@fjord.example', fromAddress: '192.0.2.7' },
  action: 'connector-paused',
  connectorId: null,
  subjects: {},
  details: {},
} as const;

describe('the audit log', () => {
  let db: Database;

  beforeAll(async () => {
    db = createDatabase(await createTestDatabase());
    await db.$transaction((transaction) => writeAuditEntry(transaction, auditKey, entry));
  });
  afterAll(() => db.$disconnect());

  test('says who did what, when and from where', async () => {
    expect(await db.auditEntry.findFirstOrThrow()).toMatchObject({
      at: entry.at,
      actorId: 'u1',
      actorName: 'grace@fjord.example',
      fromAddress: '192.0.2.7',
      action: 'connector-paused',
    });
  });

  test.each([
    `UPDATE audit_entries SET actor_name = 'nobody'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
  ])('refuses %s', async (statement) => {
    await expect(db.$executeRawUnsafe(statement)).rejects.toThrow('never changed or deleted');
    expect(await db.auditEntry.count()).toBe(1);
  });

  test('forgets the entry of a change that was rolled back', async () => {
    const change = db.$transaction(async (transaction) => {
      await writeAuditEntry(transaction, auditKey, entry);
      throw new Error('rolled back');
    });

    await expect(change).rejects.toThrow('rolled back');
    expect(await db.auditEntry.count()).toBe(1);
  });
});
