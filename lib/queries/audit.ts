import 'server-only';
import { z } from 'zod';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { authorize } from '#lib/auth/session.ts';
import {
  listAuditedConnectors,
  listAuditEntries,
  pagesOfAuditEntries,
  type AuditListRow,
} from '#lib/db/audit-list.ts';
import { database } from '#lib/db/client.ts';
import {
  AUDIT_ENTRIES_PER_PAGE,
  auditAddress,
  type AuditSearch,
} from '#lib/domain/audit/audit-search.ts';
import {
  auditEntryViewSchema,
  auditPageSchema,
  type AuditEntryView,
  type AuditPage,
} from '#lib/domain/audit/audit-view.ts';
import { LOG_EXTENSIONS, type LogFormat } from '#lib/domain/runs/log-format.ts';
import { writeCsv, writeCsvRows } from '#lib/domain/write-csv.ts';
import type { Download } from '#lib/queries/answer-file.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

/** A page of the audit log, the newest entries first. @throws {AppError} `signed-out` or `forbidden` */
export async function listAuditLog(search: AuditSearch): Promise<AuditPage> {
  await authorize('audit-log.read');
  const [rows, connectors] = await Promise.all([
    listAuditEntries(database(), search, AUDIT_ENTRIES_PER_PAGE + 1),
    listAuditedConnectors(database()),
  ]);
  return auditPageSchema.parse({
    entries: rows.slice(0, AUDIT_ENTRIES_PER_PAGE).map(toView),
    hasMore: rows.length > AUDIT_ENTRIES_PER_PAGE,
    connectors,
  });
}

/**
 * All entries that fit, as CSV or as JSON lines, read as they are sent. The export is an entry itself.
 * @throws {AppError} `signed-out` or `forbidden`
 */
export async function openAuditExport(search: AuditSearch, format: LogFormat): Promise<Download> {
  const { user } = await authorize('audit-log.read');
  await recordAudit(user, {
    action: 'audit-log-exported',
    details: { format, filter: auditAddress({ ...search, before: 0 }) },
  });
  return {
    fileName: `audit-log.${LOG_EXTENSIONS[format]}`,
    bytes: streamOf(format === 'csv' ? csvOf(search) : jsonOf(search)),
  };
}

async function* csvOf(search: AuditSearch): AsyncGenerator<string> {
  yield writeCsv([
    [
      'Number',
      'Time (UTC)',
      'Who',
      'From',
      'Action',
      'Connector id',
      'Connector',
      'Run',
      'Details',
    ],
  ]);
  for await (const page of pagesOfAuditEntries(database(), search)) {
    yield writeCsvRows(
      page
        .map(toView)
        .map(({ number, at, actor, fromAddress, action, connector, runId, details }) => [
          String(number),
          at,
          actor,
          fromAddress ?? '',
          action,
          connector?.id ?? '',
          connector?.name ?? '',
          runId ?? '',
          JSON.stringify(details),
        ]),
    );
  }
}

async function* jsonOf(search: AuditSearch): AsyncGenerator<string> {
  for await (const page of pagesOfAuditEntries(database(), search)) {
    yield page.map((row) => `${JSON.stringify(toView(row))}\n`).join('');
  }
}

const subjectsSchema = z.object({
  runId: z.string().optional(),
  itemIds: z.array(z.string()).optional(),
});

function toView(row: AuditListRow): AuditEntryView {
  const subjects = subjectsSchema.parse(row.subjects);
  return auditEntryViewSchema.parse({
    number: Number(row.id),
    at: row.at.toISOString(),
    actor: row.actorName,
    fromAddress: row.fromAddress,
    action: row.action,
    connector: row.connectorId === null ? null : { id: row.connectorId, name: row.connectorName },
    runId: subjects.runId ?? null,
    itemIds: subjects.itemIds ?? [],
    details: row.details,
  });
}
