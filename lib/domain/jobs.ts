import { z } from 'zod';

/**
 * Every job there is: its name and what it carries, which is ids and nothing else. The payload is
 * parsed when it is queued and again when it runs. Handlers: lib/jobs/handlers.ts.
 */
export const jobPayloads = {
  /** Tries a draft's sign-in at the source, for the wizard's pop-up. */
  'connection.check': z.strictObject({ checkId: z.uuid() }),
  /** Rehearses the next import of a draft or a connector. */
  'coverage.preview': z.strictObject({ previewId: z.uuid() }),
  /** Every minute: starts the runs that are due. */
  'schedule.tick': z.strictObject({}),
  /** Lists the packages at the source and queues a fetch for each. */
  'run.start': z.strictObject({ runId: z.uuid() }),
  /** Decides anew for held items that a person has asked to be replayed. */
  'run.replay': z.strictObject({ runId: z.uuid() }),
  /** Fetches one package, checks it and reads its items into the ledger. */
  'run.fetch': z.strictObject({ runId: z.uuid(), packageId: z.uuid() }),
  /** Delivers what one shard of mailboxes still lacks. */
  'run.deliver': z.strictObject({ runId: z.uuid(), shard: z.int().min(0) }),
  /** Proves that everything adds up and closes the run. */
  'run.reconcile': z.strictObject({ runId: z.uuid() }),
  /** Compares a closed run's receipts with its mailboxes once more, because somebody asked for it. */
  'run.read-back': z.strictObject({ readBackId: z.uuid() }),
  /** Moves or deletes the packages of a green run at the source, where its connector says so. */
  'run.tidy-source': z.strictObject({ runId: z.uuid() }),
  /** Clears the bytes of items that are no longer held. */
  'held.purge': z.strictObject({ connectorId: z.uuid() }),
  /** Gets the time stamp of a closed run's evidence. */
  'evidence.stamp': z.strictObject({ runId: z.uuid() }),
  /** Every night: deletes receipts that are old and lie in evidence. */
  'receipts.prune': z.strictObject({}),
  /** Every night: deletes setups that were left alone for too long. */
  'drafts.expire': z.strictObject({}),
  /** Every minute and whenever something has happened: looks what is to be alerted. */
  'alerts.evaluate': z.strictObject({}),
  /** Sends one message about alerts to one channel. */
  'alerts.deliver': z.strictObject({ deliveryId: z.uuid() }),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>;

export const JOB_NAMES = [
  'connection.check',
  'coverage.preview',
  'schedule.tick',
  'run.start',
  'run.replay',
  'run.fetch',
  'run.deliver',
  'run.reconcile',
  'run.read-back',
  'run.tidy-source',
  'held.purge',
  'evidence.stamp',
  'receipts.prune',
  'drafts.expire',
  'alerts.evaluate',
  'alerts.deliver',
] as const satisfies readonly JobName[];

/** Jobs that start by the clock (cron, UTC); a missed time is not made up for. */
export const JOB_SCHEDULES = {
  'schedule.tick': '* * * * *',
  'receipts.prune': '20 2 * * *',
  'drafts.expire': '40 2 * * *',
  'alerts.evaluate': '* * * * *',
} as const satisfies Partial<Record<JobName, string>>;

/**
 * Names the piece of work a job does: the same for every job that would do it, and the name of the lock
 * under which it is done.
 */
export function jobKey<Name extends JobName>(name: Name, payload: JobPayload<Name>): string {
  return [name, ...Object.values(payload)].join(':');
}
