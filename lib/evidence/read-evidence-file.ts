import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { followEvidenceChain, signedText } from '#lib/domain/evidence/evidence-chain.ts';

/** The file is not the one that was signed: nothing that was read from it counts. */
export class EvidenceDiffersError extends Error {
  override readonly name = 'EvidenceDiffersError';
}

const lineSchema = z.looseObject({ type: z.string() });
type Line = z.infer<typeof lineSchema>;

/**
 * The lines of an evidence file, one at a time, each of which follows from those before it. That the
 * file is whole and the one that was signed is known at its end only, when a reader that goes there has
 * not got an error.
 * @throws {EvidenceDiffersError} @throws {Error} of the system, such as `ENOENT`
 */
export async function* readEvidenceFile(
  file: string,
  expected: {
    /** Of the compressed file, in hexadecimal. */
    readonly fileSha256: string;
    /** PEM, SubjectPublicKeyInfo. */
    readonly publicKey: string;
  },
): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  const chain = followEvidenceChain();
  let signature: string | null = null;
  for await (const text of linesOf(file, hash)) {
    if (signature !== null) throw new EvidenceDiffersError('goes on after its signature');
    const line = parseLine(text);
    if (line.type === 'signature') signature = String(line['signature']);
    else if (chain.follows(text)) yield line;
    else throw new EvidenceDiffersError('a line does not follow from the one before it');
  }
  if (hash.digest('hex') !== expected.fileSha256) throw new EvidenceDiffersError('other bytes');
  const signed = Buffer.from(signedText(chain.head()));
  const key = createPublicKey(expected.publicKey);
  if (!verify(null, signed, key, Buffer.from(signature ?? '', 'base64'))) {
    throw new EvidenceDiffersError('the signature does not fit');
  }
}

function parseLine(text: string): Line {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new EvidenceDiffersError('a line cannot be read', { cause: error });
  }
}

/** Not with `readline`, for which U+2028 ends a line, too: in JSON it may stand in a text. */
async function* linesOf(file: string, hash: ReturnType<typeof createHash>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of unpacked(file, hash)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new EvidenceDiffersError('the last line is cut short');
}

async function* unpacked(
  file: string,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const decoder = new TextDecoder();
  // Its error comes out of the loop below.
  const compressed = createReadStream(file).on('data', (bytes) => hash.update(bytes));
  pipeline(compressed, gunzip, () => undefined);
  try {
    const chunks: AsyncIterable<Buffer> = gunzip;
    for await (const bytes of chunks) yield decoder.decode(bytes, { stream: true });
  } catch (error) {
    const isDamaged = error instanceof Error && 'errno' in error && 'code' in error;
    if (isDamaged && String(error.code).startsWith('Z_')) {
      throw new EvidenceDiffersError('cannot be decompressed', { cause: error });
    }
    throw error;
  } finally {
    compressed.destroy();
  }
}
