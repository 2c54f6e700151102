import { useCallback, useEffect, useRef, useState } from 'react';
import type { MappingCheck } from '#lib/domain/mapping-file/check-mapping-file.ts';

export type MappingCheckState =
  | { readonly phase: 'none' }
  | { readonly phase: 'checking'; readonly file: File }
  | { readonly phase: 'checked'; readonly file: File; readonly check: MappingCheck }
  /** The browser could not read the file: it was moved or locked meanwhile. */
  | { readonly phase: 'unread'; readonly file: File };

/** Checks a chosen file in a thread of its own. A new choice, or none, ends the check before. */
export function useMappingCheck() {
  const [state, setState] = useState<MappingCheckState>({ phase: 'none' });
  const worker = useRef<Worker>(null);

  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const choose = (file: File | null) => {
    stop();
    if (file === null) {
      setState({ phase: 'none' });
      return;
    }
    setState({ phase: 'checking', file });
    const thread = new Worker(new URL('./mapping-file-worker.ts', import.meta.url));
    worker.current = thread;
    thread.addEventListener('message', ({ data: check }: MessageEvent<MappingCheck | null>) => {
      setState(check === null ? { phase: 'unread', file } : { phase: 'checked', file, check });
      stop();
    });
    thread.addEventListener('error', () => {
      setState({ phase: 'unread', file });
      stop();
    });
    thread.postMessage(file);
  };

  return { state, choose };
}
