import { ensureClient } from '#lib/cli/environment/generate-client.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/** `npm run generate`: Prisma's client, which the other commands make by themselves. */
await runCommand(() => ensureClient(stopSignal()));
