import { parseArgs } from 'node:util';
import { launch } from '#lib/cli/launcher/launch.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/** `npm start`, and with --dev `npm run dev`: everything, in one process tree, until Ctrl-C. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false } } });
  await launch({ isDevelopment: values.dev });
});
