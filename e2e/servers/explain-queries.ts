import { Client } from 'pg';
import { z } from 'zod';
import { createWatchedDatabase, type Database } from '#lib/db/client.ts';

/** A statement that the product sent, and which tables PostgreSQL would read from end to end for it. */
export type ExplainedQuery = { readonly sql: string; readonly scanned: readonly string[] };

type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
};
const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explanation = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]) })]);

/**
 * Lets the product query, and has PostgreSQL explain each statement with the values that it had
 * (https://www.postgresql.org/docs/current/sql-explain.html).
 */
export async function explainQueries(
  databaseUrl: string,
  ask: (db: Database) => Promise<unknown>,
): Promise<readonly ExplainedQuery[]> {
  const asked: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
  const db = createWatchedDatabase(databaseUrl, (sql, values) => {
    asked.push({ sql, values: z.array(z.unknown()).parse(JSON.parse(values)) });
  });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await ask(db);
    const explained: ExplainedQuery[] = [];
    for (const { sql, values } of asked) {
      if (!/^\s*(SELECT|WITH)/i.test(sql)) continue;
      const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${sql}`, [...values]);
      const [{ 'QUERY PLAN': plans }] = explanation.parse(rows);
      explained.push({ sql, scanned: scannedTables(plans[0].Plan) });
    }
    return explained;
  } finally {
    await client.end();
    await db.$disconnect();
  }
}

function scannedTables(node: PlanNode): readonly string[] {
  const below = (node.Plans ?? []).flatMap(scannedTables);
  const table = node['Relation Name'];
  return node['Node Type'] === 'Seq Scan' && table !== undefined ? [table, ...below] : below;
}
