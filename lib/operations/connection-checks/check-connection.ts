import { openSecret } from '#lib/crypto/sealed-secret.ts';
import {
  findConnectionCheckToRun,
  saveConnectionCheck,
  type ConnectionCheckToRun,
} from '#lib/db/connection-checks.ts';
import type { ConnectionCheckState, ConnectionStep } from '#lib/domain/connection-check.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** The pop-up's patience; a source that has not answered by then is said to be too slow. */
const LONGEST_CHECK_MS = 45_000;

/**
 * Tries a draft's sign-in at the source and writes each step as it happens, for the pop-up of the
 * wizard. It is done here and not by the web process because it is the worker that will fetch.
 */
export async function checkConnection(
  services: ImportServices,
  { checkId, signal }: { readonly checkId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, logger } = services;
  const check = await findConnectionCheckToRun(db, checkId);
  if (check === null || check.state === 'passed' || check.state === 'failed') return;

  const progress = recordInOrder(services, checkId);
  try {
    await tryConnection(services, check, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_CHECK_MS)]),
      onStep: (step) => {
        progress.add(step);
      },
    });
    await progress.end('passed');
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    logger.info({ checkId, code: error.code }, 'connection check failed');
    await progress.end('failed');
  }
}

async function tryConnection(
  services: ImportServices,
  check: ConnectionCheckToRun,
  options: {
    readonly signal: AbortSignal;
    readonly onStep: (step: ConnectionStep) => void;
  },
): Promise<void> {
  const { draftId, sourceSecrets } = check;
  const login = check.answers.login;
  if (login === undefined || sourceSecrets === null) {
    throw new Error(`draft ${draftId}: nothing to sign in with`);
  }
  const secrets = openSecret(services.masterKey, `connector-draft:${draftId}`, sourceSecrets);
  const source = await services.openSource(login.source, secrets, options);
  await source.close();
}

/** Steps come faster than they can be written: each write waits for the one before it. */
function recordInOrder({ db }: ImportServices, checkId: string) {
  let steps: readonly ConnectionStep[] = [];
  let written: Promise<void> = Promise.resolve();
  const write = (state: ConnectionCheckState) => {
    const progress = { state, steps };
    written = written.then(() => saveConnectionCheck(db, checkId, progress));
    return written;
  };
  return {
    add: (step: ConnectionStep): void => {
      steps = [...steps.filter(({ id }) => id !== step.id), step];
      // A write that fails shows itself when the check is ended.
      write('running').catch(() => undefined);
    },
    end: (state: 'passed' | 'failed') => write(state),
  };
}
