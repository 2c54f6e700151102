import { setTimeout as sleep } from 'node:timers/promises';
import { PortError } from '#lib/domain/errors.ts';
import { isSameFile, type RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { Source } from '#lib/sources/port.ts';

/** Waits before the tries after a break. A try that brings something begins the count anew. */
const WAITS_MS: readonly number[] = [250, 1_000, 4_000];

export type Download = {
  /** As it was found; it is not the same any more when its size or time is another one. */
  readonly expected: RemotePackage;
  /** Opens a connection of its own for each try. */
  readonly open: () => Promise<Source>;
  readonly signal: AbortSignal;
  /** Where to begin; at the beginning when absent. */
  readonly startBytes?: number;
  readonly onBreak?: (code: string, receivedBytes: number) => void;
};

/**
 * The bytes of a package, once and in order: when the connection breaks in the middle, a new one goes
 * on where it stopped, as long as the file is still the one that was begun.
 * @throws {PortError} the break, when several tries in a row bring nothing; `package-changed` and
 * `package-missing` when what is at the source is another file by now: the download begins anew
 */
export async function* downloadPackage(download: Download): AsyncGenerator<Buffer> {
  const { expected, open, signal, startBytes = 0, onBreak } = download;
  let received = startBytes;
  let idleTries = 0;
  for (;;) {
    const receivedBefore = received;
    try {
      const source = await open();
      try {
        if (received > startBytes) await requireSame(source, expected);
        for await (const piece of await source.openPackage(expected.name, received)) {
          const bytes = toBytes(piece);
          received += bytes.length;
          yield bytes;
        }
        return;
      } finally {
        await source.close();
      }
    } catch (error) {
      if (!isBreak(error)) throw error;
      idleTries = received > receivedBefore ? 0 : idleTries + 1;
      const waitMs = WAITS_MS[idleTries];
      // Before the first byte there is nothing to lose: the queue tries again, and says so meanwhile.
      if (received === startBytes || waitMs === undefined) throw error;
      onBreak?.(error.code, received);
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** A sign-in that is refused, or a file that is another one, does not get better by trying again. */
function isBreak(error: unknown): error is PortError {
  return (
    error instanceof PortError &&
    error.disposition === 'retry' &&
    !error.code.startsWith('package-')
  );
}

async function requireSame(source: Source, expected: RemotePackage): Promise<void> {
  const now = (await source.listPackages()).find(({ name }) => name === expected.name);
  if (now === undefined) throw new PortError('package-missing', 'retry');
  if (!isSameFile(now, expected)) throw new PortError('package-changed', 'retry');
}

function toBytes(piece: unknown): Buffer {
  if (!Buffer.isBuffer(piece)) throw new Error('a source gives bytes');
  return piece;
}
