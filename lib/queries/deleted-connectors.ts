import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import {
  countDeletedConnectors,
  listDeletedConnectorPage,
} from '#lib/db/deleted-connector-list.ts';
import {
  DELETED_CONNECTORS_PER_PAGE,
  deletedConnectorListSchema,
  type DeletedConnectorList,
} from '#lib/domain/connectors/deleted-connector-view.ts';

/** A page of the connectors that are gone. @throws {AppError} `signed-out` or `forbidden` */
export async function listDeletedConnectors(page: number): Promise<DeletedConnectorList> {
  await authorize('connectors.read');
  const skip = (page - 1) * DELETED_CONNECTORS_PER_PAGE;
  const [rows, total] = await Promise.all([
    listDeletedConnectorPage(database(), { skip, take: DELETED_CONNECTORS_PER_PAGE }),
    countDeletedConnectors(database()),
  ]);
  return deletedConnectorListSchema.parse({
    connectors: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      deletedAt: row.deletedAt?.toISOString(),
    })),
    total,
    receiptDays: env().evidence.receiptDays,
  });
}
