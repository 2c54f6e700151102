import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type MasterKey, openWithEither, sealingKey } from '#lib/domain/master-key.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/**
 * Encrypts a secret for its own column: AES-256-GCM with the master key. `purpose` names the place it
 * belongs to and is authenticated, so that a sealed secret copied to another place does not open.
 */
export function sealSecret(
  masterKey: MasterKey,
  purpose: string,
  secret: unknown,
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(masterKey), nonce).setAAD(
    Buffer.from(purpose),
  );
  const text = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
  return Uint8Array.from([VERSION, ...nonce, ...text, ...cipher.getAuthTag()]);
}

/** The same secret under the new master key; null when it is under that one already. @throws {Error} */
export function renewSecret(
  masterKey: MasterKey,
  purpose: string,
  sealed: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  const secret = openSecret(masterKey, purpose, sealed);
  try {
    openSecret(sealingKey(masterKey), purpose, sealed);
    return null;
  } catch {
    return sealSecret(masterKey, purpose, secret);
  }
}

/** The secret as `unknown`, for its schema to parse. @throws {Error} when key or purpose differ. */
export function openSecret(masterKey: MasterKey, purpose: string, sealed: Uint8Array): unknown {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION || bytes.length < HEADER_BYTES + TAG_BYTES) {
    throw new Error(`sealed secret for ${purpose}: unknown format`);
  }
  const text = openWithEither(masterKey, (key) => {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, HEADER_BYTES))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  });
  return JSON.parse(text.toString('utf8'));
}
