import type { PgBoss } from 'pg-boss';
import { createAppOnlyTokens } from '#lib/auth/app-only-token.ts';
import type { Env } from '#lib/config/env.ts';
import type { Database } from '#lib/db/client.ts';
import type { Locks } from '#lib/db/locks.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import { listWitnessMailboxes } from '#lib/db/witness-mailboxes.ts';
import { openDestination } from '#lib/destinations/adapters.ts';
import type { ImapMeter } from '#lib/destinations/imap/count-commands.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { openDirectory } from '#lib/directory/adapters.ts';
import type { Directory } from '#lib/directory/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { indexMailboxes, type MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import { createQueue } from '#lib/jobs/queue.ts';
import type { Logger } from '#lib/logging/logger.ts';
import { rememberFor } from '#lib/monitoring/remember-for.ts';
import type { ConnectorForImport, ImportServices } from '#lib/operations/runs/import-services.ts';
import type { GraphMeter } from '#lib/microsoft-graph/graph-client.ts';
import { createMailboxAllowances } from '#lib/microsoft-graph/mailbox-allowances.ts';
import type { ImportMeter } from '#lib/operations/runs/import-meter.ts';
import { createByteBudget } from '#lib/operations/runs/byte-budget.ts';
import { createShardProgress } from '#lib/operations/runs/shard-progress.ts';
import { shareStagedPackages } from '#lib/operations/runs/staged-packages.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { openStaging } from '#lib/staging/adapters.ts';
import { remember } from '#lib/worker/remember.ts';

type Process = {
  readonly settings: Env;
  readonly db: Database;
  readonly boss: PgBoss;
  readonly locks: Locks;
  readonly logger: Logger;
  readonly meter: ImportMeter;
  readonly graphMeter: GraphMeter;
  readonly imapMeter: ImapMeter;
  /** Aborts what is under way when the process ends. */
  readonly signal: AbortSignal;
};

/** A message on its way takes several times its size: inflated, as text, in the connection's buffers. */
const MESSAGE_BYTES = 32 * 1024 * 1024;
const PACKAGE_SETTLE_MS = 2_000;
const IN_DOUBT_FENCE_MS = 5_000;
/** So that whoever corrects a mapping file and looks again need not wait for a large tenant each time. */
const RECENT_MAILBOXES_MS = 5 * 60_000;

/** Puts the ports' adapters together as the settings say. */
export async function createImportServices(process: Process): Promise<ImportServices> {
  const { settings, db, boss, locks, logger, meter, graphMeter, signal } = process;
  const { masterKey } = settings;
  const { getToken, getImapToken } = createAppOnlyTokens(settings.microsoft);
  const imapCredentials = {
    getToken: getImapToken,
    ...(settings.imapPassword === undefined ? {} : { password: settings.imapPassword }),
  };
  const { graphUrl, tenantId } = settings.microsoft;
  const graph = {
    graphUrl,
    getToken,
    signal,
    allowances: createMailboxAllowances(),
    meter: graphMeter,
  };

  const directory = openDirectory(settings.directory, graph);
  if (settings.directory.kind === 'static') await tryDirectory(directory, logger);

  const staging = await openStaging(settings.staging, masterKey);

  return {
    db,
    queue: createQueue(boss),
    masterKey,
    auditKey: settings.audit.key,
    now: () => new Date(),
    permissions: settings.permissions,
    staging,
    stagedPackages: shareStagedPackages(staging),
    messageBytes: createByteBudget(MESSAGE_BYTES),
    locks,
    logger,
    meter,
    evidence: settings.evidence,
    tenantId: settings.microsoft.tenantId,
    alerts: settings.alerts,
    portalUrl: settings.portalUrl.replace(/\/$/, ''),
    shardProgress: createShardProgress({
      db,
      now: () => new Date(),
      onError: (error) => {
        logger.warn({ err: error }, 'progress was not written');
      },
    }),
    openSource: (source, secrets, options) =>
      openSource(source.kind, source.settings, secrets, {
        ...options,
        servers: settings.sourceServers,
      }),
    // One for all connectors with the same destination: its limits are the application's, not theirs.
    destinationOf: remember(
      ({ destinationKind, destinationSettings }: ConnectorForImport): Destination =>
        openDestination(destinationKind, destinationSettings, {
          ...graph,
          imapCredentials,
          imapMeter: process.imapMeter,
          listWitnesses: () => listWitnessMailboxes(db, tenantId),
          concurrency: settings.graphConcurrency,
        }),
      {
        identify: ({ destinationKind, destinationSettings }) =>
          JSON.stringify([destinationKind, destinationSettings]),
        atMost: DESTINATIONS,
      },
    ),
    mailboxesOf: remember((): Promise<MailboxIndex> => indexMailboxes(directory.listMailboxes()), {
      identify: ({ id }: RunForImport) => id,
      atMost: MAILBOX_INDEXES,
    }),
    recentMailboxes: rememberFor(async () => {
      const readAt = new Date();
      return { mailboxes: await indexMailboxes(directory.listMailboxes()), readAt };
    }, RECENT_MAILBOXES_MS),
    packageSettleMs: PACKAGE_SETTLE_MS,
    inDoubtFenceMs: IN_DOUBT_FENCE_MS,
  };
}

/** A list with a mistake in it is better found at the start than by the first import. */
async function tryDirectory(directory: Directory, logger: Logger): Promise<void> {
  try {
    const { size } = await indexMailboxes(directory.listMailboxes());
    logger.info({ mailboxes: size }, 'the list of mailboxes is read');
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { code, detail } = error;
    logger.error(
      { code, detail },
      'the list of mailboxes is wrong: imports wait until it is mended',
    );
  }
}

const DESTINATIONS = 100;
/** For a tenant with 100,000 mailboxes each takes some 60 MB (e2e/bench/matching.ts). */
const MAILBOX_INDEXES = 4;
