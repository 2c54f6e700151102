/** A staged object open for reading at any place; what is read has been decrypted and verified. */
export type StagedObject = {
  readonly sizeBytes: number;
  /** @throws {PortError} `staged-object-damaged` when the bytes are not those that were written. */
  read(startBytes: number, lengthBytes: number): Promise<Buffer>;
  close(): Promise<void>;
};

/**
 * Where packages and held items rest, encrypted, in between. Keys look like paths
 * (`packages/<id>`, `held/<id>`); their parts are ids, never names from outside.
 */
export type Staging = {
  /** Durable when it returns; until then nothing is there. @throws {PortError} `staging-full` */
  write(
    key: string,
    content: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<{ sizeBytes: number; sha256: string }>;
  /** @throws {PortError} `staged-object-missing` */
  open(key: string): Promise<StagedObject>;
  /** No error when it is gone already. */
  remove(key: string): Promise<void>;
  listKeys(): AsyncIterable<string>;
  /**
   * Puts the object under the new master key without touching its content; false when it is already.
   * Whenever it is cut off, the object is there whole, under one of the two.
   */
  renewKey(key: string): Promise<boolean>;
};
