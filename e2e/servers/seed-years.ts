import { createDatabase } from '#lib/db/client.ts';

/** How much there is to seed. */
export type Years = {
  readonly connectors: number;
  /** Spread evenly over the connectors, one a day, the last of them today. */
  readonly runs: number;
  /** Held and failed deliveries, spread evenly over the runs. */
  readonly exceptions: number;
};

/**
 * Fills a migrated, empty database with the history of a large installation, by SQL: some minutes for
 * 2,000,000 exceptions. Seven in ten exceptions are held, one in two of these still; the others
 * were released. No bytes are staged, so that nothing of it can be imported or replayed.
 */
export async function seedYears(databaseUrl: string, years: Years): Promise<void> {
  const db = createDatabase(databaseUrl);
  try {
    for (const statement of statements(years)) await db.$executeRawUnsafe(statement);
  } finally {
    await db.$disconnect();
  }
}

/** The id of the connector, run, package or item with the number; ordered by time as UUIDs 7 are. */
const SEED_ID = `
CREATE FUNCTION seed_id(kind text, number bigint, at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
    || substr(md5(kind || number), 1, 3) || '8' || substr(md5(kind || number), 4, 15))::uuid
$$`;

const KINDS = ['telegram', 'wechat', 'o2', 'att', 'whatsapp', 'signal'] as const;

function statements({ connectors, runs, exceptions }: Years): readonly string[] {
  const kinds = `ARRAY[${KINDS.map((kind) => `'${kind}'`).join(',')}]`;
  const began = `timestamptz '2025-01-01'`;
  // Run r belongs to connector 1 + (r - 1) % connectors.
  const runTime = `(date_trunc('day', now()) + interval '5 hours' + (((r - 1) % ${connectors}) % 3000) * interval '1 second'
    - ((${runs} - r) / ${connectors}) * interval '1 day')`;
  return [
    SEED_ID,
    `INSERT INTO connectors (id, kind, name, state, source_kind, source_settings, source_secrets,
      destination_kind, destination_settings, folder_name, automatic_mapping, largest_item_bytes,
      schedule_time, schedule_time_zone, next_run_at, source_status, terms_version,
      terms_accepted_by, terms_accepted_at, created_by, created_at, updated_at)
    SELECT seed_id('connector', c, ${began}), (${kinds})[1 + c % ${KINDS.length}],
      'Seeded connector ' || lpad(c::text, 5, '0'), 'active', 'sftp',
      '{"host": "sftp.telemessage.example", "port": 22, "directory": "/"}', '\\x00', 'graph', '{}',
      'TeleMessage', true, 10485760, '06:00', 'Europe/Oslo', now() + interval '10 hours',
      CASE WHEN c % 50 = 0 THEN 'unreachable' ELSE 'connected' END, '2026-11',
      'grace.lind@fjord.example', ${began}, 'grace.lind@fjord.example', ${began}, now()
    FROM generate_series(1, ${connectors}) AS c`,
    `CREATE TABLE seeded_runs AS
    SELECT r, seed_id('run', r, ${runTime}) AS id, ${runTime} AS created_at,
      seed_id('connector', 1 + (r - 1) % ${connectors}, ${began}) AS connector_id
    FROM generate_series(1::bigint, ${runs}) AS r`,
    `INSERT INTO runs (id, connector_id, trigger, state, window_start, window_end, packages_found,
      items_in_manifests, items_available, available_for_import, imported, held, failed, findings,
      created_at, fetch_started_at, deliver_started_at, reconcile_started_at, finished_at, progress_at)
    SELECT id, connector_id, 'schedule',
      CASE WHEN r % 40 = 7 THEN 'failed' WHEN r % 40 = 19 THEN 'not-reconciled' ELSE 'completed' END,
      created_at - interval '1 day', created_at, 1, 400, 400, 400, 390, 7, 3,
      CASE WHEN r % 40 = 19 THEN '[{"code": "counters-do-not-add-up"}]'::jsonb ELSE '[]'::jsonb END,
      created_at, created_at + interval '1 second', created_at + interval '20 seconds',
      created_at + interval '50 seconds', created_at + interval '1 minute',
      created_at + interval '1 minute'
    FROM seeded_runs`,
    `INSERT INTO packages (id, connector_id, run_id, name, size_bytes, state, sha256,
      items_in_manifest, created_at, finished_at)
    SELECT seed_id('package', r, created_at), connector_id, id,
      'package_' || to_char(created_at, 'YYYYMMDD') || '_1.zip', 4000000, 'read',
      md5('package' || r) || md5('sha' || r), 400, created_at, created_at
    FROM seeded_runs`,
    `CREATE TABLE seeded_items AS
    SELECT e, run.id AS run_id, run.connector_id, seed_id('package', run.r, run.created_at) AS package_id,
      run.created_at + e / ${runs} * interval '1 millisecond' AS created_at,
      seed_id('item', e, run.created_at + e / ${runs} * interval '1 millisecond') AS id
    FROM generate_series(0::bigint, ${exceptions} - 1) AS e
    JOIN seeded_runs AS run ON run.r = 1 + e % ${runs}`,
    `INSERT INTO items (id, connector_id, run_id, package_id, entry_name, entry, source_item_id, sha256,
      size_bytes, event_at, state, hold_reason, unmatched, staging_key)
    SELECT id, connector_id, run_id, package_id, 'item-' || e || '.eml', '{}',
      '<' || md5('item' || e) || '@telemessage.example>', md5('a' || e) || md5('b' || e),
      2000 + e % 8000, created_at - interval '10 hours',
      CASE WHEN e % 10 >= 7 THEN 'failed' WHEN e / 10 % 2 = 0 THEN 'held' ELSE 'released' END,
      CASE WHEN e % 10 < 7 THEN 'unmapped' END,
      CASE WHEN e % 10 < 5 THEN jsonb_build_array(jsonb_build_object('mobileNumber',
        '479' || lpad((e % 40000)::text, 7, '0'), 'emailAddress', null, 'reason', 'no-row')) END,
      CASE WHEN e % 10 < 7 AND e / 10 % 2 = 0 THEN 'held/' || e END
    FROM seeded_items`,
    `INSERT INTO deliveries (id, run_id, item_id, mailbox, shard, state, rule, reason, resolution,
      resolved_at, resolved_by, resolved_reason)
    SELECT seed_id('delivery', e, created_at), run_id, id,
      CASE WHEN e % 10 >= 5 THEN 'person' || e % 40000 || '@fjord.example' END, 0,
      CASE WHEN e % 10 >= 7 THEN 'failed' ELSE 'held' END,
      CASE WHEN e % 10 >= 5 THEN 'mapping-file' END,
      CASE WHEN e % 10 >= 7 THEN 'destination-refused' WHEN e % 10 >= 6 THEN 'refused-by-mailbox'
        WHEN e % 10 >= 5 THEN 'too-large' ELSE 'unmapped' END,
      CASE WHEN e % 10 < 7 AND e / 10 % 2 = 1 THEN 'released' END,
      CASE WHEN e % 10 < 7 AND e / 10 % 2 = 1 THEN now() END,
      CASE WHEN e % 10 < 7 AND e / 10 % 2 = 1 THEN 'ruth.moen@fjord.example' END,
      CASE WHEN e % 10 < 7 AND e / 10 % 2 = 1 THEN 'Not for the archive' END
    FROM seeded_items`,
    `INSERT INTO runs (id, connector_id, trigger, state, window_start, window_end, created_at, finished_at)
    SELECT seed_id('replay', c, now()), seed_id('connector', c, ${began}), 'replay', 'completed',
      now(), now(), now() - interval '1 hour', now()
    FROM generate_series(1, ${connectors}) AS c`,
    `INSERT INTO replay_items (run_id, item_id, read_at)
    SELECT replay.id, item.id, now() FROM seeded_items AS item
    JOIN runs AS replay ON replay.connector_id = item.connector_id AND replay.trigger = 'replay'
    WHERE e % 10 < 5 AND e / 10 % 2 = 1`,
    `INSERT INTO audit_entries (id, at, actor_id, actor_name, action, connector_id, subjects, details)
    SELECT r, created_at, 'seed', 'grace.lind@fjord.example', 'run-started', connector_id, '{}', '{}'
    FROM seeded_runs`,
    'DROP TABLE seeded_items, seeded_runs',
    'DROP FUNCTION seed_id',
    'VACUUM ANALYZE',
  ];
}
