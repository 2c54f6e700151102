/** Columns of the Connectors tab that one may do without; the name is always there. */
export const CONNECTOR_COLUMNS = ['kind', 'status', 'last-import', 'items', 'next-import'] as const;
export type ConnectorColumn = (typeof CONNECTOR_COLUMNS)[number];

/** Set by the column menu, read by the page, so that the first paint has the right columns. */
export const COLUMNS_COOKIE = 'custody-connector-columns';

const NONE = 'none';

/** The chosen columns, in their order; all of them where nothing was chosen. */
export function parseColumns(cookie: string | undefined): readonly ConnectorColumn[] {
  if (cookie === undefined || cookie === '') return CONNECTOR_COLUMNS;
  const names = new Set(cookie.split('.'));
  return CONNECTOR_COLUMNS.filter((column) => names.has(column));
}

export function columnsCookie(columns: readonly ConnectorColumn[]): string {
  return columns.length === 0 ? NONE : columns.join('.');
}
