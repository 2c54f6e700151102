/** A signal that aborts after a while, whose clock can be stopped and started anew. */
export class Patience {
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      // As `AbortSignal.timeout` does, so that sources tell it from a worker that ends.
      this.#controller.abort(new DOMException('the check took too long', 'TimeoutError'));
    }, this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
