const BYTE_ORDER_MARK = '\uFEFF';
/** Characters by which a spreadsheet takes a cell for a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * A CSV file that spreadsheets read as UTF-8 and in which no cell is a formula, whatever came from
 * outside: such cells get a leading apostrophe (OWASP, CSV injection).
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + writeCsvRows(rows);
}

/** Further rows of a file that `writeCsv` began, for one that is too long to be held whole. */
export function writeCsvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(cell: string): string {
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
