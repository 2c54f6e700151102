import PQueue from 'p-queue';
import pg from 'pg';

/**
 * Locks that die with their process: session locks of PostgreSQL, all on one connection of their own.
 * When the process is killed the server ends the session and the lock is free at once, and while the
 * process lives nobody else gets it, however slow it is. This is what keeps two workers from writing
 * to the same mailbox.
 */
export type Locks = {
  /** Runs `work` under the lock; undefined when somebody else holds it. */
  withLock<Result>(
    name: string,
    work: () => Promise<Result>,
  ): Promise<{ result: Result } | undefined>;
  /** Those of the names under which nobody works, in this process or any other. */
  listFree(names: readonly string[]): Promise<readonly string[]>;
  /**
   * Makes sure that the locks are still held. Whoever is cut off from the database finds out before
   * the server frees them, and long before the next owner has looked what was sent.
   * @throws {Error} when the server has not said so within the last seconds
   */
  confirm(): Promise<void>;
  /** Aborted when the connection, and with it every lock, is lost. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
};

/** So that the server frees the locks of a machine that is gone within some six seconds. */
const NOTICE_DEAD_PEERS =
  '-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=6000';

/** Asked again after this, … */
const CONFIRMED_FOR_MS = 1_000;
/** … and not trusted for longer than this without an answer. */
const TRUSTED_FOR_MS = 4_000;

export async function openLocks(databaseUrl: string): Promise<Locks> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    options: NOTICE_DEAD_PEERS,
  });
  const lost = new AbortController();
  client.on('error', (error) => {
    lost.abort(error);
  });
  client.on('end', () => {
    lost.abort(new Error('the connection that holds the locks has ended'));
  });
  await client.connect();
  // A connection answers one query at a time.
  const queries = new PQueue({ concurrency: 1 });
  let confirmedMs = performance.now();
  const askWhetherAlive = async () => {
    const askedMs = performance.now();
    await client.query('SELECT 1');
    confirmedMs = askedMs;
  };
  // Session locks may be taken again by their own session, so this process keeps count itself.
  const held = new Set<string>();

  return {
    lost: lost.signal,
    async withLock(name, work) {
      lost.signal.throwIfAborted();
      if (held.has(name)) return undefined;
      held.add(name);
      try {
        if (!(await queries.add(() => tryLock(client, name)))) return undefined;
        try {
          return { result: await work() };
        } finally {
          if (!lost.signal.aborted) await queries.add(() => unlock(client, name));
        }
      } finally {
        held.delete(name);
      }
    },
    async confirm() {
      lost.signal.throwIfAborted();
      if (performance.now() - confirmedMs < CONFIRMED_FOR_MS) return;
      await queries.add(askWhetherAlive);
      if (performance.now() - confirmedMs > TRUSTED_FOR_MS) throw new Error('locks not confirmed');
    },
    async listFree(names) {
      const held = await queries.add(() => listHeld(client, names));
      return names.filter((name) => !held.has(name));
    },
    close: () => client.end(),
  };
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS locked',
    [name],
  );
  return rows[0]?.locked === true;
}

/** PostgreSQL shows the two halves of a lock's number. */
async function listHeld(client: pg.Client, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name JOIN pg_locks
      ON (classid::bigint << 32) | objid::bigint = hashtextextended(name, 1)
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [names],
  );
  return new Set(rows.map(({ name }) => name));
}

async function unlock(client: pg.Client, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 1))', [name]);
}
