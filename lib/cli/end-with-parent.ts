import { onParentGone } from '#lib/cli/on-parent-gone.ts';

/** Loaded with `--import` into every process of the launcher: ends it orderly if the launcher is killed. */
onParentGone(() => {
  process.kill(process.pid, 'SIGTERM');
});
