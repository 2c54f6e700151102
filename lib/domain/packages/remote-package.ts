/** A file at the source, as its directory listing shows it now. Nothing says that it is complete. */
export type RemotePackage = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date | null;
};
