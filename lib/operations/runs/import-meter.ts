/**
 * Counts what a worker does, for whoever watches it by machine (docs/observing.md). Names and numbers:
 * nothing of a message, a person or a mailbox.
 */
export type ImportMeter = {
  /** @param kind the connector's */
  countPackage(kind: string, outcome: 'read' | 'duplicate' | 'refused'): void;
  countItems(kind: string, items: number): void;
  countDeliveries(kind: string, outcome: 'imported' | 'skipped' | 'held', deliveries: number): void;
  /** An entry of the ledger: deliveries sent to a mailbox together. */
  countSending(kind: string): void;
  /** A run whose source or destination refuses. @param code of lib/domain/errors */
  countWait(port: 'source' | 'destination', code: string): void;
  countClosedRun(kind: string, state: 'completed' | 'not-reconciled'): void;
};

/** For whoever does not watch. */
export const noMeter: ImportMeter = {
  countPackage: () => undefined,
  countItems: () => undefined,
  countDeliveries: () => undefined,
  countSending: () => undefined,
  countWait: () => undefined,
  countClosedRun: () => undefined,
};
