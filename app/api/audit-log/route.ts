import { auditSearchSchema } from '#lib/domain/audit/audit-search.ts';
import { listAuditLog } from '#lib/queries/audit.ts';
import { routeQuery } from '#lib/queries/route-query.ts';

export const GET = routeQuery({
  permission: 'audit-log.read',
  run: (_params, request) =>
    listAuditLog(auditSearchSchema.parse(Object.fromEntries(request.nextUrl.searchParams))),
});
