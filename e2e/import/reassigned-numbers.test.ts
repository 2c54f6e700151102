import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  mailboxesWithout,
  playReassignments,
  REASSIGNED_NUMBER,
  REASSIGNMENTS,
  reassignmentsArbitrary,
  type ReassignedFile,
  type Reassignments,
} from '#e2e/fixtures/reassigned-numbers.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { decideItems, type RawItem } from '#lib/operations/runs/decide-items.ts';

const WORLDS = 4_500;
const WORLDS_AT_ONCE = 150;
/** As if the file had as many rows: those of a number are then asked for, and the file is not read. */
const MANY_ROWS = 100_000;
const TIMEOUT_MS = 570_000;

let db: Database;
let masterKey: Buffer;
beforeAll(async () => {
  db = createDatabase(await createTestDatabase());
  masterKey = Buffer.alloc(32);
});
afterAll(() => db.$disconnect());

it(
  'gives nobody the message of another person by the versions in the database, either',
  async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`reassigned numbers: seed ${seed}`);
    const worlds = fc.sample(reassignmentsArbitrary, { numRuns: WORLDS, seed });
    const sums = { reassignments: 0, answerable: 0, delivered: 0 };
    for (let first = 0; first < worlds.length; first += WORLDS_AT_ONCE) {
      for (const counts of await decideTogether(worlds.slice(first, first + WORLDS_AT_ONCE))) {
        sums.reassignments += counts.reassignments;
        sums.answerable += counts.answerable;
        sums.delivered += counts.delivered;
      }
    }
    expect(sums.reassignments).toBeGreaterThan(REASSIGNMENTS);
    expect(sums.delivered / sums.answerable).toBeGreaterThan(0.85);
  },
  TIMEOUT_MS,
);

async function decideTogether(worlds: readonly Reassignments[]) {
  const played = worlds.map((world) => ({ ...playReassignments(world), leavers: world.leavers }));
  const versions = await upload(played.map(({ files }) => files));
  return Promise.all(
    played.map(({ reassignments, messages, leavers }, index) =>
      decide({ messages, leavers, versions: versions[index] ?? [] }).then((counts) => ({
        ...counts,
        reassignments,
      })),
    ),
  );
}

type Version = { readonly id: string; readonly uploadedAt: Date };

/** Each world's files as the versions of a connector of its own. */
async function upload(
  worlds: readonly (readonly ReassignedFile[])[],
): Promise<readonly (readonly Version[])[]> {
  const uploads = [];
  for (const files of worlds) {
    const connectorId = await insertTestConnector(db, {
      masterKey,
      name: randomUUID(),
      sourceSettings: {},
      sourceSecrets: {},
      destinationKind: 'memory',
    });
    uploads.push(files.map((file, number) => ({ id: randomUUID(), connectorId, number, ...file })));
  }
  const all = uploads.flat();
  await db.mappingVersion.createMany({
    data: all.map(({ id, connectorId, number, uploadedAt }) => ({
      id,
      connectorId,
      number: number + 1,
      fileName: 'mapping.csv',
      sha256: '',
      rowCount: MANY_ROWS,
      author: 'test',
      createdAt: uploadedAt,
    })),
  });
  await db.mappingPage.createMany({
    data: all.flatMap(({ id: versionId, rows }) =>
      mappingPagesOf(rows.map((row) => ({ ...row, mobileNumber: REASSIGNED_NUMBER }))).map(
        (page) => ({ ...page, versionId }),
      ),
    ),
  });
  return uploads;
}

type World = {
  readonly messages: ReturnType<typeof playReassignments>['messages'];
  readonly leavers: readonly number[];
  readonly versions: readonly Version[];
};

/** As an import does: by the newest version that there was when the run began. */
async function decide({ messages, leavers, versions }: World) {
  const mailboxes = await mailboxesWithout(leavers);
  const counts = { answerable: 0, delivered: 0 };
  const byVersion = Map.groupBy(
    messages,
    ({ importedAt }) => versions.findLast(({ uploadedAt }) => uploadedAt <= importedAt)?.id ?? null,
  );
  for (const [mappingVersionId, together] of byVersion) {
    const run = {
      mappingVersionId,
      connector: { automaticMapping: true, largestItemBytes: 1_000 },
    };
    const raw = together.map(({ sentAt }) => rawItem(sentAt));
    const decided = await decideItems({ db }, run, { mailboxes, raw });
    for (const [index, { mailbox: own, hasMailbox }] of together.entries()) {
      const found = decided[index]?.match.mailboxes ?? [];
      expect(found.filter(({ mailbox }) => mailbox !== own)).toEqual([]);
      counts.answerable += hasMailbox ? 1 : 0;
      counts.delivered += found.length;
    }
  }
  return counts;
}

function rawItem(eventAt: Date): RawItem {
  const person = {
    displayName: null,
    mobileNumber: REASSIGNED_NUMBER,
    emailAddress: null,
    role: 'to',
  } as const;
  return {
    sha256: '',
    sizeBytes: 1,
    parsed: {
      sourceItemId: 'message',
      eventAt,
      participants: [person],
      direction: null,
      context: null,
      conversationId: null,
      largestAttachmentBytes: null,
      sizeBytes: 1,
    },
  };
}
