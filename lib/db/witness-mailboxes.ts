import type { Database } from '#lib/db/client.ts';

const RECENT_RUNS = 5;
const DELIVERIES_PER_RUN = 200;
const MOST_WITNESSES = 10;

/**
 * Mailboxes that the application should get into, best first: the one that consent limited to chosen
 * mailboxes was proved with, those that recent imports filed in, others that they deliver to, in any
 * order, so that one mailbox which is closed is not asked again and again.
 */
export async function listWitnessMailboxes(
  db: Database,
  tenantId: string,
): Promise<readonly string[]> {
  const consent = await db.consent.findUnique({
    where: { tenantId },
    select: { scopedMailbox: true },
  });
  const rows = await db.$queryRaw<{ mailbox: string }[]>`
    SELECT mailbox FROM (SELECT id FROM runs ORDER BY id DESC LIMIT ${RECENT_RUNS}) AS recent
      CROSS JOIN LATERAL (
        SELECT mailbox, remote_id FROM deliveries
        WHERE run_id = recent.id AND mailbox IS NOT NULL ORDER BY id DESC LIMIT ${DELIVERIES_PER_RUN}
      ) AS recently
    GROUP BY mailbox
    ORDER BY bool_or(remote_id IS NOT NULL) DESC, random() LIMIT ${MOST_WITNESSES}`;
  const proved = consent?.scopedMailbox ?? null;
  return [...(proved === null ? [] : [proved]), ...rows.map(({ mailbox }) => mailbox)];
}
