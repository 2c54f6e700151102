/**
 * How far something is, 0 to 1, for whoever shows just that: as the state of a page it would have the
 * whole page drawn anew ten times a second (React: `useSyncExternalStore`).
 */
export class ProgressStore {
  #share = 0;
  readonly #listeners = new Set<() => void>();

  tell(share: number): void {
    this.#share = share;
    for (const listener of this.#listeners) listener();
  }

  readonly get = (): number => this.#share;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}
