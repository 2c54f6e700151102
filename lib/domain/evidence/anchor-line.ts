import { z } from 'zod';

/** A line of the anchor file: what the evidence of a run was when the run closed. */
const anchorSchema = z.object({
  format: z.literal('custody-evidence-anchor/1'),
  time: z.iso.datetime(),
  connector: z.uuid(),
  run: z.uuid(),
  sequence: z.int().min(1),
  head: z.string(),
  fileSha256: z.string(),
  keyId: z.string(),
});
export type Anchor = z.infer<typeof anchorSchema>;

/** What is signed of an anchor: its line without the signature. */
export function anchorText(anchor: Omit<Anchor, 'format'>): string {
  return JSON.stringify({
    format: 'custody-evidence-anchor/1',
    time: anchor.time,
    connector: anchor.connector,
    run: anchor.run,
    sequence: anchor.sequence,
    head: anchor.head,
    fileSha256: anchor.fileSha256,
    keyId: anchor.keyId,
  } satisfies Anchor);
}

export function anchorLine(text: string, signature: string): string {
  return `${text.slice(0, -1)},"signature":"${signature}"}\n`;
}

/** Null for a line that a crash cut short. */
export function parseAnchorLine(line: string): Anchor | null {
  try {
    return anchorSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
