import pg from 'pg';

/**
 * Creates a database on the server that `serverUrl` leads to, unless it exists; as a copy of
 * `template`, to which nobody may be connected at that moment.
 * @returns its URL.
 */
export async function createPostgresDatabase(
  serverUrl: string,
  { name, template = 'template1' }: { readonly name: string; readonly template?: string },
): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      const [to, from] = [pg.escapeIdentifier(name), pg.escapeIdentifier(template)];
      await client.query(`CREATE DATABASE ${to} TEMPLATE ${from}`);
    }
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
