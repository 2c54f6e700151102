import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { findConnectionCheckToRun, type ConnectionCheckToRun } from '#lib/db/connection-checks.ts';
import { PortError } from '#lib/domain/errors.ts';
import { closeConnectorCheck } from '#lib/operations/connection-checks/close-connector-check.ts';
import { Patience } from '#lib/operations/connection-checks/patience.ts';
import {
  recordProgress,
  type CheckProgress,
} from '#lib/operations/connection-checks/record-progress.ts';
import { waitForCode } from '#lib/operations/connection-checks/wait-for-code.ts';
import {
  checkSecretsPurpose,
  connectorSecretsPurpose,
  draftSecretsPurpose,
} from '#lib/operations/drafts/secrets-purpose.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** The pop-up's patience, without the time in which a code is looked for. */
const LONGEST_CHECK_MS = 45_000;

/**
 * Tries the sign-in of a draft or a connector at its source and writes each step as it happens, for
 * the pop-up. It is done here and not by the web process because it is the worker that will fetch.
 */
export async function checkConnection(
  services: ImportServices,
  { checkId, signal }: { readonly checkId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, logger } = services;
  const check = await findConnectionCheckToRun(db, checkId);
  if (check === null || check.state === 'passed' || check.state === 'failed') return;

  const progress = recordProgress(db, checkId);
  const refusal = await tryConnection(services, check, { progress, signal });
  if (refusal !== null) logger.info({ checkId, code: refusal.code }, 'connection check failed');
  await db.$transaction(async (transaction) => {
    await progress.end(transaction, refusal === null ? 'passed' : 'failed');
    if (check.subject.of !== 'connector') return;
    const { id: connectorId, newSecrets } = check.subject;
    await closeConnectorCheck(transaction, services, {
      connectorId,
      newSecrets:
        newSecrets && openSecret(services.masterKey, checkSecretsPurpose(checkId), newSecrets),
      steps: progress.steps(),
      refusal,
    });
  });
}

type Try = { readonly progress: CheckProgress; readonly signal: AbortSignal };

/** Null when the connection works. */
async function tryConnection(
  services: ImportServices,
  check: ConnectionCheckToRun,
  { progress, signal }: Try,
): Promise<PortError | null> {
  const { source, secrets } = credentialsOf(services, check);
  const patience = new Patience(LONGEST_CHECK_MS);
  const ended = new AbortController();
  patience.start();
  try {
    const opened = await services.openSource(source, secrets, {
      signal: AbortSignal.any([signal, patience.signal]),
      onStep: progress.add,
      askCode: async () => {
        patience.stop();
        await progress.move('asking');
        const whileAsking = AbortSignal.any([signal, ended.signal]);
        const code = await waitForCode(services, check.id, whileAsking);
        await progress.move('running');
        patience.start();
        return code;
      },
    });
    await opened.close();
    return null;
  } catch (error) {
    if (error instanceof PortError) return error;
    throw error;
  } finally {
    patience.stop();
    ended.abort();
  }
}

function credentialsOf({ masterKey }: ImportServices, { id, subject }: ConnectionCheckToRun) {
  if (subject.of === 'connector') {
    const { newSecrets, source } = subject;
    const secrets =
      newSecrets === null
        ? openSecret(masterKey, connectorSecretsPurpose(subject.id), subject.sourceSecrets)
        : openSecret(masterKey, checkSecretsPurpose(id), newSecrets);
    return { source, secrets };
  }
  const source = subject.answers.login?.source;
  if (source === undefined || subject.sourceSecrets === null) {
    throw new Error(`draft ${subject.id}: nothing to sign in with`);
  }
  const purpose = draftSecretsPurpose(subject.id);
  return { source, secrets: openSecret(masterKey, purpose, subject.sourceSecrets) };
}
