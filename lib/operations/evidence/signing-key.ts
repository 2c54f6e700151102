import { z } from 'zod';
import { openSecret, sealSecret } from '#lib/crypto/sealed-secret.ts';
import {
  findActiveEvidenceKey,
  getSealedEvidenceKey,
  insertEvidenceKey,
  replaceEvidenceKey,
  type EvidenceKeyRow,
} from '#lib/db/evidence-keys.ts';
import { createSigner, generateKeyPair, type Signer } from '#lib/evidence/signing-key.ts';
import type { Services } from '#lib/operations/services.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

type KeyServices = Pick<Services, 'db' | 'masterKey' | 'now'>;

/** The key that signs now; the deployment's first evidence makes it. */
export async function getActiveKeyId({ db, masterKey, now }: KeyServices): Promise<string> {
  const present = await findActiveEvidenceKey(db);
  if (present !== null) return present.id;
  await insertEvidenceKey(db, makeKey(masterKey, now()));
  const made = await findActiveEvidenceKey(db);
  if (made === null) throw new Error('no evidence key is active');
  return made.id;
}

/** @throws {Error} when the master key is not the one that sealed it. */
export async function getSigner({ db, masterKey }: KeyServices, keyId: string): Promise<Signer> {
  const sealed = await getSealedEvidenceKey(db, keyId);
  return createSigner(z.string().parse(openSecret(masterKey, evidenceKeyPurpose(keyId), sealed)));
}

/** Makes a new key, which signs from the next run on. @returns its id */
export async function rotateEvidenceKey({ db, masterKey, now }: KeyServices): Promise<string> {
  const key = makeKey(masterKey, now());
  await replaceEvidenceKey(db, key);
  return key.id;
}

function makeKey(masterKey: MasterKey, createdAt: Date): EvidenceKeyRow {
  const { id, publicKey, privateKey } = generateKeyPair();
  return {
    id,
    publicKey,
    privateKey: sealSecret(masterKey, evidenceKeyPurpose(id), privateKey),
    createdAt,
  };
}

/** What a private key is sealed for (lib/crypto/sealed-secret.ts). */
export function evidenceKeyPurpose(keyId: string): string {
  return `evidence-key:${keyId}`;
}
