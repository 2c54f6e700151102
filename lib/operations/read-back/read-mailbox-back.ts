import type { RunForImport } from '#lib/db/runs.ts';
import type { DeliveredMessage } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { compareMailbox, type Difference } from '#lib/domain/runs/compare-mailbox.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** What the read-back knows of a message that was filed. */
export type Receipt = {
  readonly deliveryKey: string;
  readonly sha256: string;
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
};

/** What a mailbox must hold of a run, and where. */
export type MailboxReceipts = {
  readonly mailbox: string;
  /** More than one when the folder was created anew while the run went on. */
  readonly folderIds: readonly string[];
  readonly receipts: readonly Receipt[];
};

export type MailboxComparison = {
  readonly differences: readonly Difference<Receipt>[];
  /** Why the mailbox does not let itself be read: everything in it counts as missing. */
  readonly refusal: string | null;
};

/**
 * Reads back what a run filed in a mailbox and compares it with the receipts. It changes nothing. A
 * mailbox that is gone, or closed to us, holds nothing that could be proved.
 * @throws {PortError} when the destination as a whole is down, throttles or refuses
 */
export async function readMailboxBack(
  services: ImportServices,
  run: Pick<RunForImport, 'id' | 'connector'>,
  { mailbox, folderIds, receipts }: MailboxReceipts,
): Promise<MailboxComparison> {
  const destination = services.destinationOf(run.connector);
  const filed: DeliveredMessage[] = [];
  try {
    for (const id of folderIds) {
      for await (const message of destination.listDelivered({ mailbox, id }, run.id)) {
        filed.push(message);
      }
    }
  } catch (error) {
    if (!(error instanceof PortError) || error.disposition !== 'reject-item') throw error;
    return { differences: compareMailbox(receipts, []), refusal: error.code };
  }
  return { differences: compareMailbox(receipts, filed), refusal: null };
}
