import { ensureWebBuild } from '#lib/cli/environment/build-web.ts';
import { ensureClient } from '#lib/cli/environment/generate-client.ts';
import { loadInstallation, type Variables } from '#lib/cli/environment/load-installation.ts';
import { checkPorts } from '#lib/cli/launcher/check-ports.ts';
import { lockInstallation } from '#lib/cli/launcher/installation-lock.ts';
import { migrate, startDatabase } from '#lib/cli/launcher/database.ts';
import { startServices } from '#lib/cli/launcher/services.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { welcome } from '#lib/cli/launcher/welcome.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * Starts everything this installation needs and returns when it has been asked to end and everything
 * has ended.
 * @throws {AppError} when a part cannot be started or ends by itself; the others have ended then.
 */
export async function launch({
  isDevelopment,
}: {
  readonly isDevelopment: boolean;
}): Promise<void> {
  const signal = stopSignal();
  const installation = await loadInstallation();
  const { env } = installation;
  await lockInstallation(env.dataDir);

  // Ended in the opposite order of their start.
  const running = new AsyncDisposableStack();
  try {
    await checkPorts(env);
    await ensureClient(signal);
    const database = await startDatabase(installation);
    running.defer(database.stop);

    const variables: Variables = {
      ...installation.variables,
      NODE_ENV: isDevelopment ? 'development' : 'production',
      DATABASE_URL: database.url,
    };
    await migrate(variables, signal);
    if (!isDevelopment) await ensureWebBuild(variables, signal);

    const services = await startServices({ env, variables, isDevelopment, running, signal });
    console.log(welcome(env, database.location));
    await Promise.race([
      untilAborted(signal),
      services.firstEnd,
      database.ended.then(databaseEnded),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (signal.aborted) console.log('Stopping …');
    await running.disposeAsync();
    if (signal.aborted) console.log('Stopped.');
  }
}

function databaseEnded(): never {
  throw new AppError('database-ended', 'The database has ended unexpectedly.');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
