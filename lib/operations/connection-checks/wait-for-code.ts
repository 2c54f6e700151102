import { setTimeout as sleep } from 'node:timers/promises';
import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { takeVerificationCode } from '#lib/db/connection-checks.ts';
import {
  VERIFICATION_CODE_PATIENCE_MS,
  verificationCodeSchema,
} from '#lib/domain/connection-check.ts';
import { checkCodePurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { Services } from '#lib/operations/services.ts';

const LOOK_MS = 300;

/**
 * Waits until somebody has entered the verification code in the pop-up. It comes sealed by way of the
 * check's row, and leaves it as it is read: never through a job.
 * @throws {Error} when nobody has in time, or `signal` aborts
 */
export async function waitForCode(
  { db, masterKey }: Services,
  checkId: string,
  signal: AbortSignal,
): Promise<string> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(VERIFICATION_CODE_PATIENCE_MS)]);
  for (;;) {
    const sealed = await takeVerificationCode(db, checkId);
    if (sealed !== null) {
      return verificationCodeSchema.parse(openSecret(masterKey, checkCodePurpose(checkId), sealed));
    }
    await sleep(LOOK_MS, undefined, { signal: either });
  }
}
