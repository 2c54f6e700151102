import type { Transaction } from '#lib/db/client.ts';

/** A page of a run's packages in the order of their names, which is that of their days. */
export async function listRunPackages(
  db: Transaction,
  runId: string,
  page: { readonly skip: number; readonly take: number },
) {
  const rows = await db.package.findMany({
    where: { runId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      sizeBytes: true,
      state: true,
      itemsInManifest: true,
      refusal: true,
      notes: true,
    },
    ...page,
  });
  const counts = await db.item.groupBy({
    by: ['packageId'],
    where: { packageId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true },
  });
  const itemsRead = new Map(counts.map(({ packageId, _count }) => [packageId, _count._all]));
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    itemsRead: itemsRead.get(row.id) ?? 0,
  }));
}

export async function countRunPackages(db: Transaction, runId: string): Promise<number> {
  return db.package.count({ where: { runId } });
}
