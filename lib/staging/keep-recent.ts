/**
 * Loads a part when it is first asked for and keeps the few that were asked for last. A part that
 * failed to load is asked for anew the next time.
 */
export function keepRecent(
  count: number,
  load: (index: number) => Promise<Buffer>,
): (index: number) => Promise<Buffer> {
  const kept = new Map<number, Promise<Buffer>>();
  return (index) => {
    const part = kept.get(index) ?? load(index);
    part.catch(() => {
      if (kept.get(index) === part) kept.delete(index);
    });
    kept.delete(index);
    kept.set(index, part);
    const [oldest] = kept.keys();
    if (kept.size > count && oldest !== undefined) kept.delete(oldest);
    return part;
  };
}
