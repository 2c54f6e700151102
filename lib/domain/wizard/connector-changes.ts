import type { AuditDetails } from '#lib/domain/audit/audit-details.ts';
import type { ConnectorSettings } from '#lib/domain/wizard/draft-answers.ts';

/** A connector's settings side by side, as the audit log tells them. */
function flatten({
  name,
  isAutomatic,
  schedule,
}: Omit<ConnectorSettings, 'mappingVersionId'>): AuditDetails {
  return { name, automaticMapping: isAutomatic, ...schedule };
}

/** What differs, each with its value before: `{ name, nameBefore, … }`; empty when nothing does. */
export function changesBetween(
  before: Omit<ConnectorSettings, 'mappingVersionId'>,
  after: Omit<ConnectorSettings, 'mappingVersionId'>,
): AuditDetails {
  const was = new Map(Object.entries(flatten(before)));
  return Object.fromEntries(
    Object.entries(flatten(after))
      .filter(([key, value]) => value !== was.get(key))
      .flatMap(([key, value]) => [
        [key, value],
        [`${key}Before`, was.get(key) ?? null],
      ]),
  );
}
