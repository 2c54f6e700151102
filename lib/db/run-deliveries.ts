import type { Transaction } from '#lib/db/client.ts';

/** What the log of a run says of each delivery: who, where, when and why; never what. */
const loggedColumns = {
  id: true,
  mailbox: true,
  state: true,
  rule: true,
  mappingVersionId: true,
  mappingLine: true,
  reason: true,
  importedAt: true,
  item: { select: { sourceItemId: true, eventAt: true, unmatched: true } },
} as const;

/** The deliveries after `afterId`, in the order in which they were written. */
async function listDeliveriesAfter(
  db: Transaction,
  runId: string,
  { afterId, take }: { readonly afterId: string | undefined; readonly take: number },
) {
  const deliveries = await db.delivery.findMany({
    where: { runId, ...(afterId === undefined ? {} : { id: { gt: afterId } }) },
    orderBy: { id: 'asc' },
    take,
    select: loggedColumns,
  });
  const numbers = await findMappedNumbers(db, deliveries);
  return deliveries.map((delivery) => ({
    ...delivery,
    mobileNumber: delivery.mappingLine === null ? null : (numbers.get(keyOf(delivery)) ?? null),
  }));
}
export type LoggedDelivery = Awaited<ReturnType<typeof listDeliveriesAfter>>[number];

/** Every delivery of a run, page by page, so that a log of any length is never held whole. */
export async function* pagesOfDeliveries(
  db: Transaction,
  runId: string,
  pageSize: number,
): AsyncGenerator<readonly LoggedDelivery[]> {
  let afterId: string | undefined;
  for (;;) {
    const page = await listDeliveriesAfter(db, runId, { afterId, take: pageSize });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    afterId = page.at(-1)?.id;
  }
}

type MappingPlace = {
  readonly mappingVersionId: string | null;
  readonly mappingLine: number | null;
};

async function findMappedNumbers(
  db: Transaction,
  deliveries: readonly MappingPlace[],
): Promise<ReadonlyMap<string, string>> {
  const linesByVersion = new Map<string, Set<number>>();
  for (const { mappingVersionId, mappingLine } of deliveries) {
    if (mappingVersionId === null || mappingLine === null) continue;
    const lines = linesByVersion.get(mappingVersionId) ?? new Set();
    linesByVersion.set(mappingVersionId, lines.add(mappingLine));
  }
  const numbers = new Map<string, string>();
  for (const [versionId, lines] of linesByVersion) {
    const rows = await db.mappingRow.findMany({
      where: { versionId, line: { in: [...lines] } },
      select: { line: true, mobileNumber: true },
    });
    for (const { line, mobileNumber } of rows) {
      numbers.set(keyOf({ mappingVersionId: versionId, mappingLine: line }), mobileNumber);
    }
  }
  return numbers;
}

function keyOf({ mappingVersionId, mappingLine }: MappingPlace): string {
  return `${mappingVersionId ?? ''}:${mappingLine ?? ''}`;
}
