import type { Source } from '#lib/sources/port.ts';

/** One connection for everything that a rehearsal asks of the source. */
export type SharedSource = {
  /** The connection there is, or a new one. Closing what it gives does nothing. @throws {PortError} */
  open(): Promise<Source>;
  /** It broke: the next one who asks gets a new one. */
  drop(): Promise<void>;
  close(): Promise<void>;
};

export function shareSource(openSource: () => Promise<Source>): SharedSource {
  let current: Promise<Source> | null = null;

  async function drop(): Promise<void> {
    const dropped = current;
    current = null;
    const [result] = await Promise.allSettled([dropped]);
    if (result.status === 'fulfilled') await result.value?.close();
  }

  return {
    async open() {
      const opening = current ?? openSource();
      current = opening;
      opening.catch(() => {
        if (current === opening) current = null;
      });
      const source = await opening;
      return { ...source, close: () => Promise.resolve() };
    },
    drop,
    close: drop,
  };
}
