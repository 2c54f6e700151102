import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { database } from '#lib/db/client.ts';
import { findCoverageList } from '#lib/db/coverage-previews.ts';
import {
  coverageListNameSchema,
  coverageListSchemas,
  type CoverageListName,
} from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import { AppError } from '#lib/domain/errors.ts';
import { writeCsv } from '#lib/domain/write-csv.ts';
import type { Download } from '#lib/queries/answer-file.ts';
import { authorizeCoverage } from '#lib/queries/coverage.ts';
import { requireId } from '#lib/queries/require-id.ts';

type CoverageList = {
  readonly subject: CoverageSubject;
  readonly previewId: string;
  readonly name: string;
};

/**
 * A list of a coverage preview as a CSV file in the reader's language, safe against formulas.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function getCoverageList(list: CoverageList): Promise<Download> {
  const { subject } = list;
  const user = await authorizeCoverage(subject);
  const name = coverageListNameSchema.safeParse(list.name);
  if (!name.success) throw notFound();
  const previewId = requireId(list.previewId);
  const rows = await findCoverageList(database(), { subject, previewId, name: name.data });
  if (rows === null) throw notFound();
  await recordAudit(user, {
    action: 'coverage-list-downloaded',
    connectorId: 'connectorId' in subject ? subject.connectorId : null,
    details: { list: name.data },
  });
  const csv = writeCsv(tables[name.data](rows, await getWords()));
  return { fileName: `coverage-${name.data}.csv`, bytes: csv };
}

function notFound(): AppError {
  return new AppError('not-found', 'This list does not exist.');
}

async function getWords() {
  const columns = await getTranslations('coverage.columns');
  const reasons = await getTranslations('runs.exceptions.unmatched');
  const holds = await getTranslations('coverage.holdReasons');
  return { columns, reasons, holds };
}
type Words = Awaited<ReturnType<typeof getWords>>;
type Column = Parameters<Words['columns']>[0];

/** Parses what is stored and puts it in a table, the header first. */
type Table = (rows: unknown, words: Words) => readonly (readonly string[])[];

function table<Row>(
  schema: z.ZodType<Row[]>,
  header: readonly Column[],
  cells: (row: Row, words: Words) => readonly (string | number | null)[],
): Table {
  return (rows, words) => [
    header.map((column) => words.columns(column)),
    ...schema.parse(rows).map((row) => cells(row, words).map((cell) => String(cell ?? ''))),
  ];
}

const tables: Readonly<Record<CoverageListName, Table>> = {
  unmatched: table(
    coverageListSchemas.unmatched,
    ['name', 'number', 'email', 'messages', 'unmatched', 'why'],
    ({ name, mobileNumber, emailAddress, items, unmatched, reasons, isAmbiguous }, words) => [
      name,
      mobileNumber,
      emailAddress,
      items,
      unmatched,
      [
        ...reasons.map((reason) => words.reasons(reason)),
        ...(isAmbiguous ? [words.columns('ambiguous')] : []),
      ].join('; '),
    ],
  ),
  'missing-mailboxes': table(
    coverageListSchemas['missing-mailboxes'],
    ['row', 'number', 'mailbox', 'why'],
    ({ line, mobileNumber, mailbox, isAmbiguous }, words) => [
      line,
      mobileNumber,
      mailbox,
      isAmbiguous ? words.columns('ambiguous') : words.columns('noMailbox'),
    ],
  ),
  held: table(
    coverageListSchemas.held,
    ['package', 'item', 'id', 'time', 'size', 'why'],
    ({ packageName, entryName, sourceItemId, eventAt, sizeBytes, reason }, words) => [
      packageName,
      entryName,
      sourceItemId,
      eventAt,
      sizeBytes,
      words.holds(reason),
    ],
  ),
  mailboxes: table(
    coverageListSchemas.mailboxes,
    ['mailbox', 'deliveries', 'heldDeliveries'],
    ({ mailbox, delivered, held }) => [mailbox, delivered, held],
  ),
};
