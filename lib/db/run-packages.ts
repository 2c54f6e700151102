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
  const pruned = await db.evidence.findFirst({
    where: { runId, receiptsPrunedAt: { not: null } },
    select: { runId: true },
  });
  return rows.map((row) => ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    // Only what was read to the end is in evidence; its items' rows may have left the database since.
    itemsRead: pruned === null ? (itemsRead.get(row.id) ?? 0) : (row.itemsInManifest ?? 0),
  }));
}

export async function countRunPackages(db: Transaction, runId: string): Promise<number> {
  return db.package.count({ where: { runId } });
}
