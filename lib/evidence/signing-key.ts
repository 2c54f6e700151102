import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';

export type KeyPair = {
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hexadecimal. */
  readonly id: string;
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string;
  /** PEM, PKCS #8: to be sealed at once. */
  readonly privateKey: string;
};

/** A new Ed25519 key (RFC 8032): small, fast, and its signatures are the same each time. */
export function generateKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    id: fingerprintOf(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export type Signer = {
  readonly keyId: string;
  /** The signature of the text's UTF-8 bytes, in base64. */
  readonly sign: (text: string) => string;
};

/** @param privateKey PEM, PKCS #8 */
export function createSigner(privateKey: string): Signer {
  const key = createPrivateKey(privateKey);
  return {
    keyId: fingerprintOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex');
}
