import { ensureWebBuild } from '#lib/cli/environment/build-web.ts';
import { ensureClient } from '#lib/cli/environment/generate-client.ts';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';
import { makeKeys } from '#lib/cli/environment/keys.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/** `npm run build`: what `npm start` does first when it is needed, without starting anything. */
await runCommand(async () => {
  const signal = stopSignal();
  await ensureClient(signal);
  // Modules that read the settings are loaded while building; no key ends up in the build.
  const variables = { ...makeKeys(), ...givenVariables(), NODE_ENV: 'production' as const };
  await ensureWebBuild({ ...variables, NEXT_TELEMETRY_DISABLED: '1' }, signal);
});
