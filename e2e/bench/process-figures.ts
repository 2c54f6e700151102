import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second, as Linux counts the time of processes. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far, with its threads. Linux only. */
export async function cpuSeconds(pid: number): Promise<number> {
  const { own } = await readTimes(pid);
  return own;
}

/**
 * CPU seconds so far of a process and those it started, as PostgreSQL and Dovecot start one for each
 * connection: the living ones one by one, the ended ones as their parent was told.
 */
export async function cpuSecondsOfTree(pid: number): Promise<number> {
  const { own, ofEndedChildren } = await readTimes(pid);
  let seconds = own + ofEndedChildren;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const times = await readTimes(Number(entry)).catch(() => undefined);
    if (times?.parent === pid) seconds += times.own;
  }
  return seconds;
}

/** What a process has in memory now, in megabytes. Linux only. */
export async function residentMegabytes(pid: number): Promise<number> {
  return statusMegabytes(pid, 'VmRSS');
}

/** The most memory a process has had, in megabytes. Linux only. */
export async function peakMegabytes(pid: number): Promise<number> {
  return statusMegabytes(pid, 'VmHWM');
}

async function statusMegabytes(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
}

async function readTimes(pid: number) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may hold blanks (proc(5)): the state, the parent, …
  const fields = (stat.split(') ').at(-1) ?? '').split(' ').map(Number);
  const seconds = (field: number) => (fields[field] ?? 0) / TICKS_PER_SECOND;
  return {
    parent: fields[1],
    own: seconds(11) + seconds(12),
    ofEndedChildren: seconds(13) + seconds(14),
  };
}
