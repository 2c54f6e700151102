import type { NextRequest } from 'next/server';
import { auditSearchSchema } from '#lib/domain/audit/audit-search.ts';
import { logFormatSchema } from '#lib/domain/runs/log-format.ts';
import { answerFile } from '#lib/queries/answer-file.ts';
import { openAuditExport } from '#lib/queries/audit.ts';

/** The entries that fit the search, as a file, `?format=csv` or `json`. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  const format = logFormatSchema.parse(searchParams.get('format'));
  const search = auditSearchSchema.parse(Object.fromEntries(searchParams));
  return answerFile(() => openAuditExport({ ...search, before: 0 }, format));
}
