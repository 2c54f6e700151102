/** So much within any stretch of time of this length. */
export type WindowLimit = { readonly most: number; readonly windowMs: number };

/** What was used of a limit lately. */
export type SlidingWindow = {
  /**
   * Milliseconds until there is room: 0 when there is, undefined when that depends on a use that has
   * not ended. What is more than all there is needs all.
   */
  waitMs(amount: number): number | undefined;
  /** Uses it. Call what it returns when it has certainly been counted at the other side. */
  begin(amount: number): () => void;
  isIdle(): boolean;
};

/**
 * A use counts from its beginning until a whole window after its end: whenever the other side counted
 * it in between, and wherever the windows of the other side begin, they never hold more than the limit.
 * @param now milliseconds of a clock that nobody sets
 */
export function createSlidingWindow(
  { most, windowMs }: WindowLimit,
  now: () => number,
): SlidingWindow {
  let used = 0;
  /** Earliest first. */
  const ended: { readonly amount: number; readonly forgottenAt: number }[] = [];

  function forget(): void {
    for (let [first] = ended; first !== undefined && first.forgottenAt <= now(); [first] = ended) {
      used -= first.amount;
      ended.shift();
    }
  }

  return {
    waitMs(amount) {
      forget();
      let missing = used + Math.min(amount, most) - most;
      if (missing <= 0) return 0;
      for (const use of ended) {
        missing -= use.amount;
        if (missing <= 0) return use.forgottenAt - now();
      }
      return undefined;
    },

    begin(wanted) {
      const amount = Math.min(wanted, most);
      used += amount;
      return () => {
        ended.push({ amount, forgottenAt: now() + windowMs });
      };
    },

    isIdle() {
      forget();
      return used === 0;
    },
  };
}
