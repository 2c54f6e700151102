/**
 * What everything stored is encrypted with: 32 bytes. While it is being exchanged there are two: what
 * is written is sealed with the new one, what is read opens with either.
 */
export type MasterKey = Buffer | { readonly newKey: Buffer; readonly oldKey: Buffer };

export function sealingKey(masterKey: MasterKey): Buffer {
  return Buffer.isBuffer(masterKey) ? masterKey : masterKey.newKey;
}

/** Tries the new key, then the old one. @throws what `open` throws for the last of them */
export function openWithEither<T>(masterKey: MasterKey, open: (key: Buffer) => T): T {
  if (Buffer.isBuffer(masterKey)) return open(masterKey);
  try {
    return open(masterKey.newKey);
  } catch {
    return open(masterKey.oldKey);
  }
}
