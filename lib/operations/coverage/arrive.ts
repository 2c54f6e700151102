import { createHash, hash } from 'node:crypto';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import { openRemoteObject } from '#lib/operations/coverage/remote-object.ts';
import type { SharedSource } from '#lib/operations/coverage/share-source.ts';
import { downloadPackage } from '#lib/operations/runs/download-package.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** A package of the source, to be read without a place to rest. */
export type Arrived = {
  readonly object: StagedObject;
  readonly sizeBytes: number;
  /** Of all its bytes, in hexadecimal. */
  sha256(): Promise<string>;
};

export type Arrival = {
  readonly source: SharedSource;
  readonly signal: AbortSignal;
  /** What is larger is read where it lies. */
  readonly mostBytesInMemory: number;
};

/** Fetches a package into memory, or opens it where it lies. @throws {PortError} */
export async function arrive(found: RemotePackage, arrival: Arrival): Promise<Arrived> {
  const openAt = (startBytes: number) => bytesOf(found, arrival, startBytes);
  if (found.sizeBytes > arrival.mostBytesInMemory) {
    const { sizeBytes } = found;
    const object = openRemoteObject({ sizeBytes, openAt });
    return { object, sizeBytes, sha256: () => hashOf(openAt(0)) };
  }
  const bytes = Buffer.concat(await Array.fromAsync(openAt(0)));
  return {
    object: inMemory(bytes),
    sizeBytes: bytes.length,
    sha256: () => Promise.resolve(hash('sha256', bytes)),
  };
}

function bytesOf(
  expected: RemotePackage,
  { source, signal }: Arrival,
  startBytes: number,
): AsyncGenerator<Buffer> {
  return downloadPackage({
    expected,
    startBytes,
    signal,
    open: () => source.open(),
    onBreak: () => void source.drop(),
  });
}

function inMemory(bytes: Buffer): StagedObject {
  return {
    sizeBytes: bytes.length,
    read: (startBytes, lengthBytes) =>
      Promise.resolve(bytes.subarray(startBytes, startBytes + lengthBytes)),
    close: () => Promise.resolve(),
  };
}

async function hashOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of bytes) digest.update(piece);
  return digest.digest('hex');
}
