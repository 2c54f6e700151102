/** Somebody who has a mailbox now. Addresses are in lower case. */
export type DirectoryMailbox = {
  /** What deliveries are addressed to: in Microsoft 365 the sign-in name, as a rule the mail address. */
  readonly address: string;
  /** The primary e-mail address where `address` is only a name to sign in with. */
  readonly mail?: string;
  /** Every other address that reaches it. */
  readonly aliases: readonly string[];
};

/** Who has a mailbox. */
export type Directory = {
  /** Every mailbox, page by page, anew with each call. @throws {PortError} */
  listMailboxes(): AsyncIterable<DirectoryMailbox>;
};
