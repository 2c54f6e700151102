/** Hands out a limited number of permits, in the order in which they were asked for. */
export type Permits = {
  /** Runs the work while it holds so many permits; more than there are means all of them. */
  readonly withPermits: <Result>(count: number, work: () => Promise<Result>) => Promise<Result>;
};

type Waiting = { readonly count: number; readonly start: () => void };

/**
 * Unlike a queue with a concurrency, one piece of work may weigh as much as several: a Graph batch
 * runs four requests at a time.
 */
export function createPermits(total: number): Permits {
  let free = total;
  const line: Waiting[] = [];

  function startWaiting(): void {
    for (let [first] = line; first !== undefined && first.count <= free; [first] = line) {
      line.shift();
      free -= first.count;
      first.start();
    }
  }

  return {
    async withPermits(wanted, work) {
      const count = Math.min(wanted, total);
      await new Promise<void>((resolve) => {
        line.push({ count, start: resolve });
        startWaiting();
      });
      try {
        return await work();
      } finally {
        free += count;
        startWaiting();
      }
    },
  };
}
