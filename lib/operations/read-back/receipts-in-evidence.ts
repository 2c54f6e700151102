import path from 'node:path';
import { z } from 'zod';
import type { SignedEvidenceFile } from '#lib/db/evidence.ts';
import { PortError } from '#lib/domain/errors.ts';
import { isAnchored } from '#lib/evidence/anchor-file.ts';
import { EvidenceDiffersError, readEvidenceFile } from '#lib/evidence/read-evidence-file.ts';
import type { MailboxReceipts, Receipt } from '#lib/operations/read-back/read-mailbox-back.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** Receipts that are held in memory at once, but for a single mailbox that has more. */
const RECEIPTS_AT_ONCE = 100_000;

/** What was filed, of a delivery line (docs/evidence-format.md). */
const importedSchema = z.object({
  state: z.literal('imported'),
  mailbox: z.string(),
  folderId: z.string(),
  deliveryKey: z.string(),
  deliveredSha256: z.string(),
  sourceItemId: z.string(),
  eventAt: z.iso.datetime().nullable(),
});

type Evidence = ImportServices['evidence'];

export type EvidenceReceipts = {
  readonly count: number;
  /** Mailbox by mailbox, a part of the mailboxes with each reading of the file. */
  readonly stream: AsyncGenerator<MailboxReceipts>;
};

/**
 * A run's receipts from its evidence, which is read to its end first: it must be the file that was
 * signed and anchored. It is in the order in which the items came, so it is read once more for every
 * RECEIPTS_AT_ONCE receipts, and memory does not grow with it.
 * @param receiptsAtOnce for tests
 * @throws {PortError} `evidence-missing` or `evidence-differs`, also from the stream
 */
export async function receiptsInEvidence(
  { directory, anchorFile }: Evidence,
  written: SignedEvidenceFile,
  receiptsAtOnce = RECEIPTS_AT_ONCE,
): Promise<EvidenceReceipts> {
  if (!(await isAnchored(anchorFile, written)))
    throw new PortError('evidence-differs', 'fix-settings');
  const file = path.join(directory, written.fileName);
  const countByMailbox = new Map<string, number>();
  let count = 0;
  for await (const { mailbox } of importedIn(file, written)) {
    countByMailbox.set(mailbox, (countByMailbox.get(mailbox) ?? 0) + 1);
    count += 1;
  }
  return { count, stream: stream() };

  async function* stream(): AsyncGenerator<MailboxReceipts> {
    for (const mailboxes of inParts(countByMailbox, receiptsAtOnce)) {
      const parts = new Map(
        mailboxes.map((mailbox) => [
          mailbox,
          { folderIds: new Set<string>(), receipts: new Array<Receipt>() },
        ]),
      );
      for await (const { mailbox, folderId, ...receipt } of importedIn(file, written)) {
        const part = parts.get(mailbox);
        part?.folderIds.add(folderId);
        part?.receipts.push(receipt);
      }
      for (const [mailbox, { folderIds, receipts }] of parts) {
        yield { mailbox, folderIds: [...folderIds], receipts };
      }
    }
  }
}

/** The lines about what was filed. */
async function* importedIn(
  file: string,
  written: SignedEvidenceFile,
): AsyncGenerator<Receipt & { readonly mailbox: string; readonly folderId: string }> {
  try {
    for await (const line of readEvidenceFile(file, written)) {
      if (line.type !== 'delivery' || line['state'] !== 'imported') continue;
      const {
        deliveredSha256: sha256,
        eventAt,
        mailbox,
        folderId,
        deliveryKey,
        sourceItemId,
      } = importedSchema.parse(line);
      const at = eventAt === null ? null : new Date(eventAt);
      yield { mailbox, folderId, deliveryKey, sourceItemId, sha256, eventAt: at };
    }
  } catch (error) {
    if (error instanceof EvidenceDiffersError) {
      throw new PortError('evidence-differs', 'fix-settings', { cause: error });
    }
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new PortError('evidence-missing', 'fix-settings', { cause: error });
    }
    throw error;
  }
}

/** Mailboxes that together have at most so many receipts, and at least one mailbox. */
function inParts(countByMailbox: ReadonlyMap<string, number>, atMost: number): readonly string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const [mailbox, count] of [...countByMailbox].sort()) {
    if (parts.length === 0 || count > room) {
      parts.push([]);
      room = atMost;
    }
    parts.at(-1)?.push(mailbox);
    room -= count;
  }
  return parts;
}
