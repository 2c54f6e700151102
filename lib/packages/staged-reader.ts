import { RandomAccessReader } from 'yauzl';
import type { StagedObject } from '#lib/staging/port.ts';

/** Lets yauzl read a ZIP where it rests, encrypted, without a copy of it in the clear. */
export class StagedReader extends RandomAccessReader {
  readonly #staged: StagedObject;

  constructor(staged: StagedObject) {
    super();
    this.#staged = staged;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#staged.read(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(bytes.length === length ? null : new Error('cut short'));
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('not read', { cause: error }));
      },
    );
  }
}
