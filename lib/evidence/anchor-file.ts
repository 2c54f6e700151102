import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import {
  anchorLine,
  anchorText,
  parseAnchorLine,
  type Anchor,
} from '#lib/domain/evidence/anchor-line.ts';
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
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const line = anchorLine(text, signer.sign(text));
    await handle.appendFile((await endsWithLine(handle)) ? line : `\n${line}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** False when a crash cut the last line short: it stays as it is, and is written again after it. */
async function endsWithLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === '\n'.charCodeAt(0);
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
  const handle = await openIfPresent(file);
  if (handle === null) return null;
  let found: Anchor | null = null;
  for await (const line of handle.readLines()) {
    const anchor = parseAnchorLine(line);
    if (anchor !== null && fits(anchor)) found = anchor;
  }
  return found;
}

async function openIfPresent(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
