/** One message for one mailbox, ready to be filed. */
export type OutgoingMessage = {
  /** Our key of (item, mailbox): stored with the message, found again by `findDelivered`. */
  readonly deliveryKey: string;
  /** The run that delivers it: stored with the message, so that `listDelivered` finds a run's own. */
  readonly runId: string;
  /** Time of the event, which is the date the mailbox shows. */
  readonly eventAt: Date;
  /** The e-mail file, byte for byte as it came or as it was built from a record. */
  readonly mime: Buffer;
  /** `X-Custody-*` header names and values. */
  readonly headers: ReadonlyMap<string, string>;
};

/** Where a message now lies. */
export type DeliveredMessage = {
  readonly deliveryKey: string;
  readonly remoteId: string;
  /** Of the bytes in the mailbox (IMAP), or of the original kept with the message (Graph). */
  readonly sha256: string;
};

export type DeliveryOutcome =
  | {
      readonly deliveryKey: string;
      readonly state: 'delivered';
      readonly message: DeliveredMessage;
    }
  | { readonly deliveryKey: string; readonly state: 'refused'; readonly code: string }
  /** No answer: it may or may not be there. Ask `findDelivered` before sending again. */
  | { readonly deliveryKey: string; readonly state: 'in-doubt' };

export type Folder = { readonly mailbox: string; readonly id: string };

/** An open connection to where messages go. */
export type Destination = {
  /** As many as are best given to `deliver` at once; also what a crash leaves in doubt at most. */
  readonly messagesPerBatch: number;
  /** Creates the folder when it is absent; two callers at once get the same one. @throws {PortError} */
  ensureFolder(mailbox: string, name: string): Promise<Folder>;
  /**
   * Files the messages, marked read, never as drafts; one outcome a message, in their order.
   * @throws {PortError} when nothing was sent (down, throttled, revoked, mailbox gone).
   */
  deliver(
    folder: Folder,
    messages: readonly OutgoingMessage[],
  ): Promise<readonly DeliveryOutcome[]>;
  /** Those of the keys that are completely there; half-done ones are cleared away. @throws {PortError} */
  findDelivered(
    folder: Folder,
    deliveryKeys: readonly string[],
  ): Promise<ReadonlyMap<string, DeliveredMessage>>;
  /**
   * Everything a run filed in the folder, twice if it is there twice: the read-back. Nothing when the
   * folder is gone. @throws {PortError}
   */
  listDelivered(folder: Folder, runId: string): AsyncIterable<DeliveredMessage>;
  close(): Promise<void>;
};

export type OpenDestination = {
  readonly signal: AbortSignal;
};
