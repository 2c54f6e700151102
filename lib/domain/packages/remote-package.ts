/** A file at the source, as its directory listing shows it now. Nothing says that it is complete. */
export type RemotePackage = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date | null;
};

/** Whether nothing has changed by the looks of it. The content is compared when it is fetched. */
export function isSameFile(left: RemotePackage, right: RemotePackage): boolean {
  return (
    left.name === right.name &&
    left.sizeBytes === right.sizeBytes &&
    left.modifiedAt?.getTime() === right.modifiedAt?.getTime()
  );
}
