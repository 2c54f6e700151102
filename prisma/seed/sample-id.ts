/** UUIDs that are the same each time and belong to nothing else. */
export function sampleConnectorId(connector: number): string {
  return sampleId(connector, 0);
}

/** `index` is the run's place among those of the connector. */
export function sampleRunId(connector: number, index: number): string {
  return sampleId(connector, 100 + index);
}

export function sampleMappingVersionId(connector: number): string {
  return sampleId(connector, 1);
}

function sampleId(connector: number, part: number): string {
  const tail = String(connector * 1000 + part).padStart(12, '0');
  return `5eed0000-0000-7000-8000-${tail}`;
}
