import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { startTestServices, type TestServices } from '#e2e/servers/test-services.ts';
import { loadMappingRows } from '#lib/db/mapping-pages.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { replaceMapping } from '#lib/operations/mapping-files/replace-mapping.ts';
import { restoreMapping } from '#lib/operations/mapping-files/restore-mapping.ts';

const now = new Date('2026-11-21T08:00:00Z');
const grace = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };
const oscar = { ...grace, id: 'oscar', email: 'oscar.dahl@fjord.example' };
const [anna, bo, cai] = ['anna', 'bo', 'cai'].map((name) => `${name}@fjord.example`);

describe('the versions of a mapping file', () => {
  let services: TestServices;
  let connectorId: string;
  let names = 0;

  beforeAll(async () => {
    services = await startTestServices(now);
  });
  afterAll(async () => {
    await services.stop();
  });
  beforeEach(async () => {
    names += 1;
    connectorId = await insert(`Versions ${names}`);
  });

  const insert = (name: string) =>
    insertTestConnector(services.db, {
      ...{ masterKey: services.masterKey, name, sourceSettings: {}, sourceSecrets: {} },
      destinationKind: 'memory',
    });
  const propose = (rows: Readonly<Record<string, string | undefined>>, actor = grace) => {
    const lines = Object.entries(rows).map(([number, mailbox]) => `${number},${mailbox}`);
    const text = ['External User ID,Microsoft 365 User Mailbox', ...lines].join('\n');
    const pieces = [new TextEncoder().encode(text)];
    return proposeMapping(services, {
      ...{ target: { connectorId }, actor },
      upload: { fileName: `${lines.length}.csv`, pieces },
    });
  };
  const replace = (versionId: string, actor = grace) =>
    replaceMapping(services, { connectorId, versionId, actor });
  const upload = async (rows: Readonly<Record<string, string | undefined>>) => {
    const { versionId } = await propose(rows);
    await replace(versionId);
    return versionId;
  };
  const restore = (versionId: string, actor = oscar) =>
    restoreMapping(services, { connectorId, versionId, actor });
  const rowsOf = async (versionId: string) => {
    const table = await loadMappingRows(services.db, versionId);
    return Array.from({ length: table.count }, (_, row) => table.at(row));
  };
  const versions = () =>
    services.db.mappingVersion.findMany({ where: { connectorId }, orderBy: { number: 'asc' } });

  test('going back makes a new version with the rows of the earlier one and who did it', async () => {
    const first = await upload({ '46701000001': anna, '46701000002': bo });
    await upload({ '46701000002': cai, '46701000003': bo });
    expect(await restore(first)).toEqual({ number: 3, rows: 2 });

    const [one, , three] = await versions();
    expect(three).toMatchObject({
      ...{ number: 3, restoredFrom: 1, author: oscar.email, createdAt: now, proposedFor: null },
      ...{ fileName: one?.fileName, sha256: one?.sha256, rowCount: 2 },
      changes: { against: 2, added: 1, changed: 1, removed: 1, unchanged: 0 },
    });
    expect(await rowsOf(three?.id ?? '')).toEqual(await rowsOf(first));
    const entry = await services.db.auditEntry.findFirst({
      where: { connectorId, action: 'mapping-restored' },
    });
    expect(entry).toMatchObject({
      actorName: oscar.email,
      subjects: { mappingVersionId: three?.id },
      details: { number: 3, restored: 1, rows: 2, added: 1, changed: 1, removed: 1 },
    });
  });

  test('there is no way back to what is in force, to another connector’s file or to one that nobody confirmed', async () => {
    const first = await upload({ '46701000001': anna });
    await expect(restore(first)).rejects.toMatchObject({ code: 'mapping-is-current' });
    const { versionId } = await propose({ '46701000001': bo });
    await expect(restore(versionId)).rejects.toMatchObject({ code: 'not-found' });
    const own = connectorId;
    connectorId = await insert(`Versions of another ${names}`);
    await upload({ '46701000009': cai });
    await expect(restore(first)).rejects.toMatchObject({ code: 'not-found' });
    connectorId = own;
    expect(await versions()).toHaveLength(1);
  });

  test('of two tabs that compared with the same version one replaces it, and the other is told', async () => {
    await upload({ '46701000001': anna });
    const [one, other] = [
      await propose({ '46701000001': bo }),
      await propose({ '46701000001': cai }, oscar),
    ];
    expect(await replace(one.versionId)).toEqual({ number: 2, rows: 1 });
    await expect(replace(other.versionId, oscar)).rejects.toMatchObject({
      code: 'mapping-replaced-meanwhile',
    });
    expect((await versions()).map(({ number, author }) => [number, author])).toEqual([
      [1, grace.email],
      [2, grace.email],
    ]);
  });

  test('both at the same moment: one of them', async () => {
    await upload({ '46701000001': anna });
    const proposed = [
      await propose({ '46701000001': bo }),
      await propose({ '46701000001': cai }, oscar),
    ];
    const outcomes = await Promise.allSettled([
      replace(proposed[0]?.versionId ?? ''),
      replace(proposed[1]?.versionId ?? '', oscar),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'mapping-replaced-meanwhile' },
    });
    expect(await versions()).toHaveLength(2);
  });

  test('whoever goes back while somebody replaces the file is told too', async () => {
    const first = await upload({ '46701000001': anna });
    await upload({ '46701000001': bo });
    const { versionId } = await propose({ '46701000001': cai });
    const outcomes = await Promise.allSettled([replace(versionId), restore(first)]);
    const fulfilled = outcomes.filter(({ status }) => status === 'fulfilled');
    const rejected = outcomes.filter(({ status }) => status === 'rejected');
    // One after the other is no conflict for the one who looks at the versions when the first is done.
    expect(fulfilled.length + rejected.length).toBe(2);
    for (const outcome of rejected) {
      expect(outcome).toMatchObject({ reason: { code: 'mapping-replaced-meanwhile' } });
    }
    const numbers = (await versions()).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers).toHaveLength(2 + fulfilled.length);
  });

  test('nobody takes the file that somebody else uploaded', async () => {
    const { versionId } = await propose({ '46701000001': anna });
    await expect(replace(versionId, oscar)).rejects.toMatchObject({ code: 'mapping-file-missing' });
    expect(await versions()).toEqual([]);
  });
});
