import { ensureClient } from '#lib/cli/environment/generate-client.ts';
import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { requireDatabaseUrl } from '#lib/cli/launcher/database.ts';
import { startService } from '#lib/cli/launcher/services.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * `npm run worker` and `npm run sandbox`: one service by itself, for a machine of its own or beside
 * `npm start`. Whoever supervises it starts it again when it dies.
 */
await runCommand(async () => {
  const signal = stopSignal();
  const name = process.argv[2];
  if (name !== 'worker' && name !== 'sandbox') {
    throw new AppError('unknown-service', 'Which service? "worker" or "sandbox".');
  }
  const installation = await loadInstallation();
  await ensureClient(signal);
  const variables =
    name === 'worker'
      ? { ...installation.variables, DATABASE_URL: await requireDatabaseUrl(installation) }
      : installation.variables;

  const service = startService(name, { variables, isDevelopment: false });
  signal.addEventListener('abort', () => {
    void service.stop();
  });
  const ending = await service.ended;
  if (!signal.aborted) {
    throw new AppError('service-ended', `The ${name} has ended unexpectedly (${ending}).`);
  }
});
