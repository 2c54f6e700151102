import type { ConnectorSettings } from '#lib/domain/wizard/draft-answers.ts';

type Plain = Readonly<Record<string, string | boolean | null>>;

/** A connector's settings side by side, as the audit log tells them. */
function flatten({
  name,
  isAutomatic,
  schedule,
}: Omit<ConnectorSettings, 'mappingVersionId'>): Plain {
  return { name, automaticMapping: isAutomatic, ...schedule };
}

/** What differs, each with its value before: `{ name, nameBefore, … }`; empty when nothing does. */
export function changesBetween(
  before: Omit<ConnectorSettings, 'mappingVersionId'>,
  after: Omit<ConnectorSettings, 'mappingVersionId'>,
): Plain {
  const [was, is] = [flatten(before), flatten(after)];
  return Object.fromEntries(
    Object.entries(is)
      .filter(([key, value]) => value !== was[key])
      .flatMap(([key, value]) => [
        [key, value],
        [`${key}Before`, was[key] ?? null],
      ]),
  );
}
