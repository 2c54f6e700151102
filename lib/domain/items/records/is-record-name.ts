/** Whether an entry of a package, by its name, is a message record and no e-mail file. */
export function isRecordName(entryName: string): boolean {
  return /\.json$/i.test(entryName);
}
