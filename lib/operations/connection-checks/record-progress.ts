import type { Database, Transaction } from '#lib/db/client.ts';
import { saveConnectionCheck } from '#lib/db/connection-checks.ts';
import type { ConnectionCheckState, ConnectionStep } from '#lib/domain/connection-check.ts';

/** Writes the steps of a check as they come; they come faster than they can be written. */
export type CheckProgress = {
  readonly steps: () => readonly ConnectionStep[];
  readonly add: (step: ConnectionStep) => void;
  /** Waits for a person, or goes on. */
  readonly move: (state: 'asking' | 'running') => Promise<void>;
  /** Ends the check in the caller's transaction. */
  readonly end: (transaction: Transaction, state: 'passed' | 'failed') => Promise<void>;
};

export function recordProgress(db: Database, checkId: string): CheckProgress {
  let steps: readonly ConnectionStep[] = [];
  let state: ConnectionCheckState = 'running';
  let written: Promise<void> = Promise.resolve();
  // Each write waits for the one before it. One that fails shows itself when the check is ended.
  const write = () => {
    const progress = { state, steps };
    written = written.then(() => saveConnectionCheck(db, checkId, progress));
    written.catch(() => undefined);
    return written;
  };
  return {
    steps: () => steps,
    add: (step) => {
      steps = [...steps.filter(({ id }) => id !== step.id), step];
      void write();
    },
    move: (next) => {
      state = next;
      return write();
    },
    end: async (transaction, last) => {
      await written;
      await saveConnectionCheck(transaction, checkId, { state: last, steps });
    },
  };
}
