import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { writeDurably } from '#lib/evidence/write-durably.ts';

/** Hashes hardly compress: the fastest level costs a tenth in size and saves most of the time. */
const COMPRESSION_LEVEL = 1;
const CHUNK_CHARACTERS = 128 * 1024;
/** Every piece is a journey to another thread and back. */
const COMPRESSED_CHUNK_BYTES = 64 * 1024;

export type WrittenFile = { readonly sha256: string; readonly sizeBytes: number };

/** Compresses the lines into a file, without ever holding it whole. */
export async function writeEvidenceFile(
  file: string,
  lines: AsyncIterable<string>,
): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const gzip = createGzip({ level: COMPRESSION_LEVEL, chunkSize: COMPRESSED_CHUNK_BYTES });
  const source = Readable.from(inChunks(lines));
  source.on('error', (error) => gzip.destroy(error));
  await writeDurably(file, counted(source.pipe(gzip)));
  return { sha256: hash.digest('hex'), sizeBytes };

  async function* counted(compressed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of compressed) {
      hash.update(bytes);
      sizeBytes += bytes.length;
      yield bytes;
    }
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = '';
  for await (const line of lines) {
    text += line;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
