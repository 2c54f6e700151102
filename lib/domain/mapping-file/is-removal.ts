/**
 * Whether a version says that there is no mapping file from then on. A file without a row is refused, so
 * nothing else has none; of the time before it the versions before it go on telling.
 */
export function isRemoval(version: { readonly rowCount: number }): boolean {
  return version.rowCount === 0;
}
