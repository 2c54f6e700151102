const CHECK_MS = 500;

/**
 * Calls once when the launcher is gone, however it ended: a launcher that is killed tells nobody.
 */
export function onLauncherGone(launcherPid: number, callback: () => void): void {
  const timer = setInterval(() => {
    if (isAlive(launcherPid)) return;
    clearInterval(timer);
    callback();
  }, CHECK_MS);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
