/** Somebody who has a mailbox now. Addresses are in lower case. */
export type DirectoryMailbox = {
  /** Primary address: what deliveries are addressed to. */
  readonly address: string;
  readonly aliases: readonly string[];
};

/** Who has a mailbox. */
export type Directory = {
  /** Every mailbox, page by page. @throws {PortError} */
  listMailboxes(): AsyncIterable<DirectoryMailbox>;
};
