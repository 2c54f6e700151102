/** Makes it once for each identity. A promise that failed is not remembered. */
export function remember<Key, Value>(
  make: (key: Key) => Value,
  options: {
    readonly identify: (key: Key) => string;
    /** Then the one that was not asked for the longest time is forgotten. */
    readonly atMost: number;
  },
): (key: Key) => Value {
  const made = new Map<string, Value>();
  return (key) => {
    const identity = options.identify(key);
    const value = made.get(identity) ?? make(key);
    // Last in the order of the map.
    made.delete(identity);
    made.set(identity, value);
    if (value instanceof Promise) value.catch(() => made.delete(identity));
    const [oldest] = made.keys();
    if (made.size > options.atMost && oldest !== undefined) made.delete(oldest);
    return value;
  };
}
