import type { EvidenceSettings } from '#lib/config/storage-settings.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { Destination } from '#lib/destinations/port.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import type { AlertServices } from '#lib/operations/alerts/alert-services.ts';
import type { ImportMeter } from '#lib/operations/runs/import-meter.ts';
import type { ShardProgress } from '#lib/operations/runs/shard-progress.ts';
import type { ByteBudget } from '#lib/operations/runs/byte-budget.ts';
import type { StagedPackages } from '#lib/operations/runs/staged-packages.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';
import type { Staging } from '#lib/staging/port.ts';

export type ConnectorForImport = RunForImport['connector'];

/** What the stages of an import need besides the database. */
export type ImportServices = AlertServices & {
  readonly staging: Staging;
  readonly meter: ImportMeter;
  readonly evidence: EvidenceSettings;
  readonly shardProgress: ShardProgress;
  readonly stagedPackages: StagedPackages;
  /** For messages that are on their way to mailboxes or about to be. */
  readonly messageBytes: ByteBudget;
  /** @param secrets as they were before they were sealed */
  openSource(
    source: { readonly kind: string; readonly settings: unknown },
    secrets: unknown,
    options: Omit<OpenSource, 'servers'>,
  ): Promise<Source>;
  /** The process's own connection to where the connector's messages go; opened once. */
  destinationOf(connector: ConnectorForImport): Destination;
  /** Who has a mailbox, read once a run. */
  mailboxesOf(run: RunForImport): Promise<MailboxIndex>;
  /** Who has a mailbox, as it was a few minutes ago at most, for a preview. @throws {PortError} */
  recentMailboxes(): Promise<{ readonly mailboxes: MailboxIndex; readonly readAt: Date }>;
  /** How long a package's size must stand still before it is taken. */
  readonly packageSettleMs: number;
  /**
   * How long after a send without an answer the mailbox is asked whether it arrived: longer than the
   * other side may take to commit what a dead connection left behind.
   */
  readonly inDoubtFenceMs: number;
};
