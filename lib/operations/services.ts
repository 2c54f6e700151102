import type { Database } from '#lib/db/client.ts';
import type { Queue } from '#lib/jobs/queue.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

/** What every operation needs, handed in so that tests choose the database and the clock. */
export type Services = {
  readonly db: Database;
  readonly queue: Queue;
  readonly masterKey: MasterKey;
  readonly now: () => Date;
};
