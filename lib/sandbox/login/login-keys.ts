import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readJsonFile } from '#lib/sandbox/files/read-json-file.ts';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';

export const loginKeysSchema = z.object({
  /** Private key in JWK form; signs ID tokens and access tokens. */
  signingKey: z.looseObject({
    kty: z.literal('RSA'),
    kid: z.string(),
    n: z.string(),
    e: z.string(),
  }),
  cookieKey: z.string(),
});
export type LoginKeys = z.infer<typeof loginKeysSchema>;

/** Made once, so that tokens and sign-ins outlive a restart. */
export async function ensureLoginKeys(file: string): Promise<LoginKeys> {
  const existing = await readJsonFile(file, loginKeysSchema);
  if (existing !== undefined) return existing;

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = loginKeysSchema.parse({
    signingKey: {
      ...privateKey.export({ format: 'jwk' }),
      kid: randomUUID(),
      use: 'sig',
      alg: 'RS256',
    },
    cookieKey: randomBytes(32).toString('base64url'),
  });
  await writeFileAtomically(file, JSON.stringify(keys), 0o600);
  return keys;
}
