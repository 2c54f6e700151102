import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { auditSearchSchema } from '#lib/domain/audit/audit-search.ts';
import { AUDIT_EXPORTS, openAuditExport } from '#lib/queries/audit.ts';
import { answerRefusal } from '#lib/queries/route-query.ts';

const formatSchema = z.enum(AUDIT_EXPORTS).catch('csv');
const contentTypes = { csv: 'text/csv', json: 'application/x-ndjson' } as const;

/** The entries that fit the search, as a file. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  try {
    const format = formatSchema.parse(searchParams.get('format'));
    const search = auditSearchSchema.parse(Object.fromEntries(searchParams));
    return new Response(await openAuditExport({ ...search, before: 0 }, format), {
      headers: {
        'content-type': `${contentTypes[format]}; charset=utf-8`,
        'content-disposition': `attachment; filename="audit-log.${format === 'csv' ? 'csv' : 'jsonl'}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
