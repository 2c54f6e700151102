import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks a second, as Linux counts the time of processes. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far, with its threads. Linux only. */
export async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The most memory a process has had, in megabytes. Linux only. */
export async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** CPU seconds of all running processes of a name so far; of those that have ended, as their parents. */
export async function cpuSecondsOf(name: string): Promise<number> {
  let seconds = 0;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    if (!stat.includes(`(${name})`)) continue;
    const fields = stat.split(') ')[1]?.split(' ') ?? [];
    seconds +=
      fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
  }
  return seconds;
}
