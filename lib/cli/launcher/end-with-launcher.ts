import { onLauncherGone } from '#lib/cli/launcher/on-launcher-gone.ts';

/**
 * Loaded with `--import …?launcher=<pid>` into the web app, the worker and the sandbox: ends them
 * orderly when the launcher is killed. Under `node --watch` the parent is the watcher, and ends too.
 */
const launcherPid = Number(new URL(import.meta.url).searchParams.get('launcher'));
const parentPid = process.ppid;

onLauncherGone(launcherPid, () => {
  if (parentPid !== launcherPid) process.kill(parentPid, 'SIGTERM');
  process.kill(process.pid, 'SIGTERM');
});
