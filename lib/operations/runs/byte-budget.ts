/** Bytes that all shards of a process together may hold in memory. */
export type ByteBudget = {
  /**
   * Waits until there is room for so many bytes, in the order of asking. More than there is in all
   * counts as all of it.
   * @returns gives them back; again does nothing
   */
  take(bytes: number): Promise<() => void>;
};

export function createByteBudget(mostBytes: number): ByteBudget {
  let freeBytes = mostBytes;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  function serve(): void {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      if (first.bytes > freeBytes) return;
      freeBytes -= first.bytes;
      waiting.shift();
      first.go();
    }
  }

  return {
    take(wanted) {
      const bytes = Math.min(wanted, mostBytes);
      return new Promise((resolve) => {
        let isHeld = true;
        const giveBack = () => {
          if (!isHeld) return;
          isHeld = false;
          freeBytes += bytes;
          serve();
        };
        waiting.push({
          bytes,
          go: () => {
            resolve(giveBack);
          },
        });
        serve();
      });
    },
  };
}
