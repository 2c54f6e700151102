import type { PgBoss } from 'pg-boss';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import type { Env } from '#lib/config/env.ts';
import type { Database } from '#lib/db/client.ts';
import type { Locks } from '#lib/db/locks.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import { openDestination } from '#lib/destinations/adapters.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { openDirectoryOf } from '#lib/directory/adapters.ts';
import { indexMailboxes, type MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import { createQueue } from '#lib/jobs/queue.ts';
import type { Logger } from '#lib/logging/logger.ts';
import type { ConnectorForImport, ImportServices } from '#lib/operations/runs/import-services.ts';
import { createShardProgress } from '#lib/operations/runs/shard-progress.ts';
import { shareStagedPackages } from '#lib/operations/runs/staged-packages.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { openStaging } from '#lib/staging/adapters.ts';

type Process = {
  readonly settings: Env;
  readonly db: Database;
  readonly boss: PgBoss;
  readonly locks: Locks;
  readonly logger: Logger;
  /** Aborts what is under way when the process ends. */
  readonly signal: AbortSignal;
};

const PACKAGE_SETTLE_MS = 2_000;
const IN_DOUBT_FENCE_MS = 5_000;

/** Puts the ports' adapters together as the settings say. */
export async function createImportServices(process: Process): Promise<ImportServices> {
  const { settings, db, boss, locks, logger, signal } = process;
  const { masterKey } = settings;
  const { getToken, getImapToken } = createAppOnlyTokens(settings.microsoft);
  const imapCredentials = {
    getToken: getImapToken,
    ...(settings.imapPassword === undefined ? {} : { password: settings.imapPassword }),
  };
  const graph = { graphUrl: settings.microsoft.graphUrl, getToken, signal };

  const staging = await openStaging(settings.staging, masterKey);

  return {
    db,
    queue: createQueue(boss),
    masterKey,
    now: () => new Date(),
    staging,
    stagedPackages: shareStagedPackages(staging),
    locks,
    logger,
    evidence: settings.evidence,
    shardProgress: createShardProgress({
      db,
      now: () => new Date(),
      onError: (error) => {
        logger.warn({ err: error }, 'progress was not written');
      },
    }),
    openSource: ({ kind, settings }, secrets, options) =>
      openSource(kind, settings, secrets, options),
    // One for all connectors with the same destination: its limits are the application's, not theirs.
    destinationOf: remember(
      ({ destinationKind, destinationSettings }: ConnectorForImport): Destination =>
        openDestination(destinationKind, destinationSettings, {
          ...graph,
          imapCredentials,
          concurrency: settings.graphConcurrency,
        }),
      {
        identify: ({ destinationKind, destinationSettings }) =>
          JSON.stringify([destinationKind, destinationSettings]),
        atMost: DESTINATIONS,
      },
    ),
    mailboxesOf: remember(
      async ({ connector }: RunForImport): Promise<MailboxIndex> => {
        const directory = openDirectoryOf(connector.destinationSettings, graph);
        return indexMailboxes(directory.listMailboxes());
      },
      { identify: ({ id }) => id, atMost: MAILBOX_INDEXES },
    ),
    packageSettleMs: PACKAGE_SETTLE_MS,
    inDoubtFenceMs: IN_DOUBT_FENCE_MS,
  };
}

const DESTINATIONS = 100;
/** For a tenant with 100,000 mailboxes each takes some 60 MB (e2e/bench/matching.ts). */
const MAILBOX_INDEXES = 4;

/** Makes it once for each identity. A promise that failed is not remembered. */
function remember<Key, Value>(
  make: (key: Key) => Value,
  options: {
    readonly identify: (key: Key) => string;
    /** Then the one that was not asked for the longest time is forgotten. */
    readonly atMost: number;
  },
): (key: Key) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const identity = options.identify(key);
    const value = made.get(identity) ?? make(key);
    // Last in the order of the map.
    made.delete(identity);
    made.set(identity, value);
    if (value instanceof Promise) value.catch(() => made.delete(identity));
    const [oldest] = made.keys();
    if (made.size > options.atMost && oldest !== undefined) made.delete(oldest);
    return value;
  };
}
