const CHECK_MS = 500;

/**
 * Calls once when the process that started this one is gone, however it ended: SIGKILL tells nobody,
 * but hands its children to another parent.
 */
export function onParentGone(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, CHECK_MS);
  timer.unref();
}
