import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '#lib/db/client.ts';
import { listAppliedMigrations } from '#lib/db/deployment-figures.ts';
import type { ReadinessCheck } from '#lib/monitoring/readiness.ts';

/** Every npm script of Custody starts in the directory of package.json. */
const MIGRATIONS = path.resolve('prisma', 'migrations');

/** The database answers, and has every migration that this version brings. */
export function databaseChecks(db: Database): readonly ReadinessCheck[] {
  return [
    {
      name: 'database',
      look: async () => {
        await db.$queryRaw`SELECT 1`;
        return null;
      },
    },
    {
      name: 'migrations',
      look: async () => {
        const entries = await readdir(MIGRATIONS, { withFileTypes: true });
        const needed = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
        const applied = new Set(await listAppliedMigrations(db));
        const missing = needed.filter((name) => !applied.has(name)).length;
        return missing === 0 ? null : `${missing} not applied`;
      },
    },
  ];
}
