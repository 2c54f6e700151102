/** Makes it once, and again when it is older than that. A promise that failed is not remembered. */
export function rememberFor<Value>(
  make: () => Promise<Value>,
  milliseconds: number,
): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    if (made !== undefined) return made;
    const making = make();
    made = making;
    const forget = () => {
      if (made === making) made = undefined;
    };
    making.catch(forget);
    // By the clock and not at the next question: what nobody asks for any more takes memory.
    setTimeout(forget, milliseconds).unref();
    return making;
  };
}
