import { readFileSync } from 'node:fs';
import { processEnvironment } from '#lib/config/env.ts';

/**
 * Loaded into a worker with --import: its wall clock is off by what the file CLOCK_FILE says, in
 * milliseconds, and jumps whenever the file changes. Monotonic time is left alone, as a real step does.
 */
const RealDate = Date;
const file = processEnvironment().CLOCK_FILE ?? '';
let offsetMs = 0;

setInterval(read, 250).unref();
read();

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => {
    const shifted: unknown[] = args.length === 0 ? [RealDate.now() + offsetMs] : args;
    const made: unknown = Reflect.construct(target, shifted, newTarget);
    return made instanceof RealDate ? made : new RealDate(Number.NaN);
  },
  get: (target, property) => {
    if (property === 'now') return () => RealDate.now() + offsetMs;
    const value: unknown = Reflect.get(target, property);
    return value;
  },
});

function read(): void {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // No file, no step.
  }
}
