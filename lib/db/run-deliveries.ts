import type { Transaction } from '#lib/db/client.ts';

/** What the log of a run says of each delivery: who, where, when and why; never what. */
const loggedColumns = {
  id: true,
  mailbox: true,
  state: true,
  rule: true,
  matchedBy: true,
  mappingVersionId: true,
  mappingLine: true,
  reason: true,
  importedAt: true,
  item: { select: { sourceItemId: true, eventAt: true, unmatched: true } },
} as const;

/** What is logged of a run: all of it, or what did not reach a mailbox. */
export type LoggedPart = { readonly runId: string; readonly only: 'all' | 'exceptions' };

/** The deliveries after `afterId`, in the order in which they were written. */
async function listDeliveriesAfter(
  db: Transaction,
  { runId, only }: LoggedPart,
  { afterId, take }: { readonly afterId: string | undefined; readonly take: number },
) {
  const deliveries = await db.delivery.findMany({
    where: {
      runId,
      ...(only === 'exceptions'
        ? { state: { in: ['held', 'failed'] }, reason: { not: null } }
        : {}),
      ...(afterId === undefined ? {} : { id: { gt: afterId } }),
    },
    orderBy: { id: 'asc' },
    take,
    select: loggedColumns,
  });
  const versions = await findVersionNumbers(db, deliveries);
  return deliveries.map(({ mappingVersionId, ...delivery }) => ({
    ...delivery,
    mappingVersion: versions.get(mappingVersionId) ?? null,
  }));
}
export type LoggedDelivery = Awaited<ReturnType<typeof listDeliveriesAfter>>[number];

/** Every delivery of a part of a run, page by page, so that a log of any length is never held whole. */
export async function* pagesOfDeliveries(
  db: Transaction,
  part: LoggedPart,
  pageSize: number,
): AsyncGenerator<readonly LoggedDelivery[]> {
  let afterId: string | undefined;
  for (;;) {
    const page = await listDeliveriesAfter(db, part, { afterId, take: pageSize });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    afterId = page.at(-1)?.id;
  }
}

type DecidedDelivery = { readonly mappingVersionId: string | null };

/** Which of the connector's mapping files they are: the first, the second, … */
async function findVersionNumbers(
  db: Transaction,
  deliveries: readonly DecidedDelivery[],
): Promise<ReadonlyMap<string | null, number>> {
  const ids = new Set(deliveries.flatMap(({ mappingVersionId }) => mappingVersionId ?? []));
  if (ids.size === 0) return new Map();
  const versions = await db.mappingVersion.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, number: true },
  });
  return new Map(versions.map(({ id, number }) => [id, number]));
}
