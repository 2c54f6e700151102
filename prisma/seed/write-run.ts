import type { Database } from '#lib/db/client.ts';
import { FOR_EVER } from '#lib/db/resting-runs.ts';
import { recountRun } from '#lib/db/run-counters.ts';
import { shardOf } from '#lib/domain/runs/shard.ts';
import { isActiveRunState, type RunState } from '#lib/domain/runs/run-state.ts';
import type { SamplePackage, SampleRun } from './sample-connectors.ts';
import { deliveryStateOf, sampleItem, type SampleItem } from './sample-items.ts';

type Place = {
  readonly runId: string;
  readonly connectorId: string;
  readonly mappingVersionId: string;
  readonly now: Date;
};

const MINUTE_MS = 60_000;

const BYTES_PER_ITEM = 14_000;
/** Of the row in line 2 of the sample mapping file. */
const SAMPLE_NUMBER = '4791234567';

/** Writes a run with its packages, items and deliveries; the counters are counted from these. */
export async function writeRun(db: Database, sample: SampleRun, place: Place): Promise<void> {
  const queuedAt = new Date(place.now.getTime() - sample.minutesAgo * MINUTE_MS);
  await db.run.create({
    data: {
      id: place.runId,
      connectorId: place.connectorId,
      trigger: sample.minutesAgo < 60 ? 'manual' : 'schedule',
      startedBy: sample.minutesAgo < 60 ? 'grace.lind@fjord.example' : null,
      state: sample.state,
      windowStart: new Date(queuedAt.getTime() - 24 * 60 * MINUTE_MS),
      windowEnd: queuedAt,
      waitingFor: sample.waitingFor ?? null,
      mappingVersionId: place.mappingVersionId,
      packagesFound: sample.packages.length,
      ...findingsOf(sample),
      // A sample has no job and no package: it rests, so that no worker takes it over.
      wakeAt: isActiveRunState(sample.state) ? FOR_EVER : null,
      createdAt: queuedAt,
      ...stampsOf(sample, queuedAt),
    },
    select: { id: true },
  });
  const total = sample.packages.reduce((sum, { items }) => sum + items, 0);
  let first = 0;
  for (const [index, samplePackage] of sample.packages.entries()) {
    await writePackage(db, { sample, samplePackage, place, index, first, total, queuedAt });
    first += samplePackage.items;
  }
  await recountRun(db, place.runId);
}

function findingsOf({ state, findings = [] }: SampleRun) {
  return isActiveRunState(state) || state === 'failed' ? {} : { findings: [...findings] };
}

function stampsOf({ state }: SampleRun, queuedAt: Date) {
  const reached = (...states: readonly RunState[]) => !states.includes(state);
  const after = (seconds: number, isReached: boolean) =>
    isReached ? new Date(queuedAt.getTime() + seconds * 1000) : null;
  return {
    fetchStartedAt: after(2, reached('queued')),
    deliverStartedAt: after(34, reached('queued', 'fetching', 'failed')),
    reconcileStartedAt: after(190, reached('queued', 'fetching', 'delivering', 'failed')),
    finishedAt: after(204, !isActiveRunState(state)),
  };
}

type PackagePlace = {
  readonly sample: SampleRun;
  readonly samplePackage: SamplePackage;
  readonly place: Place;
  readonly index: number;
  /** Number of its first item in the run, and how many items the run has. */
  readonly first: number;
  readonly total: number;
  readonly queuedAt: Date;
};

async function writePackage(db: Database, at: PackagePlace): Promise<void> {
  const { sample, samplePackage, place, index, first, total, queuedAt } = at;
  const { items, state = 'read', refusals } = samplePackage;
  const day = queuedAt.toISOString().slice(0, 'yyyy-mm-dd'.length).replaceAll('-', '');
  const { id: packageId } = await db.package.create({
    data: {
      connectorId: place.connectorId,
      runId: place.runId,
      name: `${day}0000-TeleMessage_${index + 1}_${day}0500${String(10 + index)}.zip`,
      sizeBytes: BigInt((items === 0 ? 60 : items) * BYTES_PER_ITEM),
      modifiedAt: queuedAt,
      state,
      itemsInManifest: state === 'read' ? items : null,
      ...(refusals === undefined ? {} : { refusal: [...refusals] }),
      finishedAt: state === 'found' ? null : queuedAt,
    },
    select: { id: true },
  });
  const numbered = Array.from({ length: items }, (_, number) => ({
    number: first + number,
    item: sampleItem(sample, first + number),
  }));
  const rows = await db.item.createManyAndReturn({
    data: numbered.map(({ number, item }) => itemRow(at, packageId, { number, item })),
    select: { id: true },
  });
  await db.delivery.createMany({
    data: numbered.flatMap(({ number, item }, row) =>
      deliveryRows(at, { item, itemId: rows[row]?.id ?? '', share: number / total }),
    ),
  });
}

function itemRow(
  { sample, place, queuedAt }: PackagePlace,
  packageId: string,
  { number, item }: { readonly number: number; readonly item: SampleItem },
) {
  const state = deliveryStateOf(sample, item, number);
  return {
    connectorId: place.connectorId,
    runId: place.runId,
    packageId,
    entryName: `${String(number + 1).padStart(7, '0')}.eml`,
    entry: { dataOffset: 0, compressedBytes: item.sizeBytes, method: 8 },
    sourceItemId: `<${place.runId.slice(-6)}.${number + 1}@telemessage.example>`,
    sha256: item.sha256,
    sizeBytes: item.sizeBytes,
    eventAt: new Date(queuedAt.getTime() - ((number * 97) % 1440) * MINUTE_MS),
    direction: item.direction,
    state: isActiveRunState(sample.state) && state === 'imported' ? 'pending' : state,
    holdReason: item.holdReason,
    // Of the sample items nothing is kept but that.
    ...(state === 'held' ? { stagingKey: `sample/${number}` } : {}),
    ...(item.unmatched.length === 0 ? {} : { unmatched: [...item.unmatched] }),
  };
}

function deliveryRows(
  { sample, place, queuedAt }: PackagePlace,
  delivery: { readonly item: SampleItem; readonly itemId: string; readonly share: number },
) {
  const { item, itemId, share } = delivery;
  const state = deliveryStateOf(sample, item, share);
  const importedAt = new Date(queuedAt.getTime() + (34 + share * 150) * 1000);
  const targets = item.mailboxes.length === 0 ? [null] : item.mailboxes;
  return targets.map((mailbox, index) => {
    const isMapped = mailbox !== null && index === 0;
    return {
      runId: place.runId,
      itemId,
      mailbox,
      shard: mailbox === null ? 0 : shardOf(mailbox),
      state,
      reason: item.holdReason,
      rule: mailbox === null ? null : isMapped ? 'mapping-file' : 'e-mail',
      matchedBy: isMapped ? SAMPLE_NUMBER : mailbox,
      mappingVersionId: isMapped ? place.mappingVersionId : null,
      mappingLine: isMapped ? 2 : null,
      importedAt: state === 'imported' ? importedAt : null,
    };
  });
}
