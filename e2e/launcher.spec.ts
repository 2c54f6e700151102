import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  findStackPlace,
  listProcesses,
  removeStackPlace,
  spawnLauncher,
  startStack,
  type StackPlace,
} from '#e2e/servers/stack.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

let place: StackPlace;

test.beforeEach(async () => {
  place = await findStackPlace();
});
test.afterEach(async () => {
  await removeStackPlace(place);
});

test('a second start builds nothing again, and ending leaves no process', async () => {
  await (await startStack(place)).stop();

  const builtAt = await buildTime();
  const startedAt = performance.now();
  const stack = await startStack(place);
  console.log(`second start: ${Math.round(performance.now() - startedAt)} ms`);
  expect(await buildTime()).toBe(builtAt);
  const response = await fetch(stack.portalUrl, { redirect: 'manual' });
  expect(response.status).toBeLessThan(500);

  await stack.stop();
  expect(await stack.ended).toBe(0);
  expect(await listProcesses(place.dataDir)).toEqual([]);
});

test('a launcher that is killed leaves no process, and the next start works', async () => {
  const stack = await startStack(place);
  process.kill(stack.pid, 'SIGKILL');
  await expect.poll(() => listProcesses(place.dataDir), { timeout: 30_000 }).toEqual([]);

  const again = await startStack(place);
  await again.stop();
  expect(await listProcesses(place.dataDir)).toEqual([]);
});

test('a database that was killed with its launcher recovers at the next start', async () => {
  const stack = await startStack(place);
  for (const { pid } of await listProcesses(place.dataDir)) process.kill(pid, 'SIGKILL');
  await stack.ended;
  expect(existsSync(path.join(place.dataDir, 'postgres/data/postmaster.pid'))).toBe(true);

  const again = await startStack(place);
  await again.stop();
});

test('a worker that dies is started again', async () => {
  const stack = await startStack(place);
  const firstPid = stack.workerPid();
  process.kill(firstPid, 'SIGKILL');
  await expect.poll(() => stack.workerPid(), { timeout: 20_000 }).not.toBe(firstPid);
  await stack.stop();
});

test('a sandbox that dies ends everything and says so', async () => {
  const stack = await startStack(place);
  const sandbox = stack.lines.find((line) => line.startsWith('Started the sandbox: process '));
  process.kill(Number(sandbox?.match(/\d+/)?.[0]), 'SIGKILL');
  expect(await stack.ended).toBe(1);
  expect(stack.lines.join('\n')).toContain('The sandbox has ended unexpectedly (signal SIGKILL).');
  expect(await listProcesses(place.dataDir)).toEqual([]);
});

test('a second launcher on the same directory is refused', async () => {
  const stack = await startStack(place);
  const second = spawnLauncher(place);
  expect(await second.ended).toBe(1);
  expect(second.lines.join('\n')).toContain(`Custody is already running on ${place.dataDir}.`);
  await stack.stop();
});

test('a port that is taken is named with the setting that changes it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(place.sftpPort, '127.0.0.1', resolve));
  const launcher = spawnLauncher(place);
  expect(await launcher.ended).toBe(1);
  expect(launcher.lines.join('\n')).toContain(
    `Port ${place.sftpPort} is taken by another program. Set SANDBOX_SFTP_PORT to another port.`,
  );
  other.close();
});

test('a wrong setting is named, with what is expected, before anything is made', async () => {
  const launcher = spawnLauncher(place, { MICROSOFT_TENANT_ID: 'contoso' });
  expect(await launcher.ended).toBe(1);
  expect(launcher.lines.filter((line) => line !== '')).toEqual([
    'These settings are wrong:',
    '  MICROSOFT_TENANT_ID: expected a UUID, as the Entra admin center shows it',
  ]);
  expect(await readdir(place.dataDir)).toEqual([]);
});

/** Processes whose command line or environment names this place. Linux only, as are the tests. */
async function buildTime(): Promise<number> {
  return (await stat(path.join(sourceRoot, '.next', 'BUILD_ID'))).mtimeMs;
}
