import { hash } from 'node:crypto';
import { listUnreadReplayItems, writeReplayed, type UnreadReplayItem } from '#lib/db/replays.ts';
import { getRunForImport, moveRun, type RunForImport } from '#lib/db/runs.ts';
import { PortError } from '#lib/domain/errors.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import { decideItems, readRawItem, type RawItem } from '#lib/operations/runs/decide-items.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import { readEntry } from '#lib/packages/read-entry.ts';

const ITEMS_PER_BATCH = 100;

/** What the staging area says of bytes that are lost; anything else it is waited for. */
const LOST = new Set(['staged-object-missing', 'staged-object-damaged']);

type ReadReplay = { readonly runId: string; readonly signal: AbortSignal };

/**
 * The first stage of a replay: decides anew for every item it was asked for, by the connector's
 * mapping and limit as they are now. Done again after a crash it goes on where the ledger says.
 */
export async function readReplay(
  services: ImportServices,
  { runId, signal }: ReadReplay,
): Promise<void> {
  await services.locks.withLock(jobKey('run.replay', { runId }), async () => {
    const { db, now } = services;
    await moveRun(db, runId, { from: 'queued', to: 'fetching', now: now() });
    const run = await getRunForImport(db, runId);
    if (run.state === 'fetching') await decideAll(services, run, signal);
  });
  await advanceRun(services, runId);
}

async function decideAll(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = services;
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  const mailboxes = await waitForPort(services, waiting, () => services.mailboxesOf(run));
  for (;;) {
    signal.throwIfAborted();
    const unread = await listUnreadReplayItems(db, run.id, ITEMS_PER_BATCH);
    if (unread.length === 0) return;
    const raw: (RawItem & { readonly id: string })[] = [];
    for (const item of unread) {
      raw.push({ id: item.id, ...(await readRaw(services, item)) });
    }
    const decided = await decideItems(services, run, { mailboxes, raw });
    const mailboxNow = (mailbox: string) => mailboxes.findMailbox(mailbox) ?? mailbox;
    const replay = { id: run.id, startedBy: run.startedBy, now: now(), mailboxNow };
    await db.$transaction((transaction) => writeReplayed(transaction, replay, decided));
  }
}

/** Bytes that are lost or altered make an item unreadable; they end no run. */
async function readRaw(services: ImportServices, item: UnreadReplayItem): Promise<RawItem> {
  const bytes = await readStaged(services, item);
  const sha256 = bytes === null ? null : hash('sha256', bytes);
  if (bytes !== null && sha256 === item.sha256) {
    return readRawItem(item.entryName, { bytes, sha256 });
  }
  services.logger.error({ itemId: item.id }, 'the bytes of a held item are lost');
  return { sha256: item.sha256, sizeBytes: 0, parsed: null };
}

async function readStaged(
  { staging }: ImportServices,
  { stagingKey, packageStagingKey, entry }: UnreadReplayItem,
): Promise<Buffer | null> {
  const key = stagingKey ?? packageStagingKey;
  if (key === null) return null;
  try {
    const object = await staging.open(key);
    try {
      return entry === null
        ? await object.read(0, object.sizeBytes)
        : await readEntry(object, entry);
    } finally {
      await object.close();
    }
  } catch (error) {
    if (error instanceof PortError && LOST.has(error.code)) return null;
    throw error;
  }
}
