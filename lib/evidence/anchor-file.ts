import {
  anchorLine,
  anchorText,
  parseAnchorLine,
  type Anchor,
} from '#lib/domain/evidence/anchor-line.ts';
import { appendLine, readLines } from '#lib/evidence/append-line.ts';
import type { Signer } from '#lib/evidence/signing-key.ts';

/**
 * Adds a line to the anchor file, which is only ever added to, so that it may lie where nothing can be
 * changed. Safe to repeat: a run that has its line gets no second one. Only one writer at a time.
 * @throws {Error} when the file says something else of this place in the chain.
 */
export async function appendAnchor(
  file: string,
  anchor: Omit<Anchor, 'format' | 'keyId'>,
  signer: Signer,
): Promise<void> {
  const present = await findAnchor(
    file,
    ({ connector, sequence }) => connector === anchor.connector && sequence === anchor.sequence,
  );
  if (present !== null) {
    if (present.head === anchor.head && present.fileSha256 === anchor.fileSha256) return;
    throw new Error(
      `run ${anchor.run}: the anchor file holds another head for number ${anchor.sequence} of connector ${anchor.connector}`,
    );
  }
  const text = anchorText({ ...anchor, keyId: signer.keyId });
  await appendLine(file, anchorLine(text, signer.sign(text)));
}

/** The connector's newest line; null when it has none. */
export async function findLastAnchor(file: string, connectorId: string): Promise<Anchor | null> {
  return findAnchor(file, ({ connector }) => connector === connectorId);
}

/** Whether the anchor says that this is the connector's file with this number. */
export async function isAnchored(
  file: string,
  written: {
    readonly connectorId: string;
    readonly sequence: number;
    readonly fileSha256: string;
  },
): Promise<boolean> {
  const anchor = await findAnchor(
    file,
    ({ connector, sequence }) => connector === written.connectorId && sequence === written.sequence,
  );
  return anchor?.fileSha256 === written.fileSha256;
}

/** The last line that fits. */
async function findAnchor(file: string, fits: (anchor: Anchor) => boolean): Promise<Anchor | null> {
  let found: Anchor | null = null;
  for await (const line of readLines(file)) {
    const anchor = parseAnchorLine(line);
    if (anchor !== null && fits(anchor)) found = anchor;
  }
  return found;
}
