import { parseArgs } from 'node:util';
import { ensureClient } from '#lib/cli/environment/generate-client.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { installPrograms, installServers } from '#lib/cli/test/install-programs.ts';
import { chromium, dovecot, openssh } from '#lib/cli/test/programs.ts';
import { runSuite, type Totals } from '#lib/cli/test/run-suite.ts';
import { playwrightSuite, vitestSuite } from '#lib/cli/test/suites.ts';

/**
 * `npm test`: everything. `npm test -- --only unit` (or `journeys`): one half of it. The last line has
 * the totals of all that ran.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const signal = stopSignal();
  const totals: Totals[] = [];

  if (values.only !== 'unit') await installPrograms([chromium]);
  if (values.only !== 'journeys') installServers([dovecot, openssh]);
  await ensureClient(signal);
  if (values.only !== 'journeys') totals.push(await runSuite(vitestSuite(), signal));
  if (values.only !== 'unit') totals.push(await runSuite(playwrightSuite(), signal));

  const passed = totals.reduce((sum, suite) => sum + suite.passed, 0);
  const failed = totals.reduce((sum, suite) => sum + suite.failed, 0);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
});
