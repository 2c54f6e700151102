import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type {
  MappingListWords,
  ToMappingPage,
  ToMappingThread,
} from '#components/wizard/mapping/mapping-messages.ts';
import { ProgressStore } from '#components/wizard/mapping/progress-store.ts';
import type { MappingCheck } from '#lib/domain/mapping-file/check-mapping-file.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';

export type MappingCheckState =
  | { readonly phase: 'none' }
  | { readonly phase: 'checking'; readonly file: File; readonly progress: ProgressStore }
  | { readonly phase: 'checked'; readonly file: File; readonly check: MappingCheck }
  /** The browser could not read the file: it was moved or locked meanwhile. */
  | { readonly phase: 'unread'; readonly file: File };

const TOO_LARGE = { state: 'unreadable', reason: 'too-large', columnNames: [] } as const;

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
    if (file.size > LARGEST_MAPPING_FILE_BYTES) {
      setState({ phase: 'checked', file, check: TOO_LARGE });
      return;
    }
    const progress = new ProgressStore();
    setState({ phase: 'checking', file, progress });
    const thread = new Worker(new URL('./mapping-file-worker.ts', import.meta.url));
    worker.current = thread;
    thread.addEventListener('message', ({ data }: MessageEvent<ToMappingPage>) => {
      if (data.type === 'progress') progress.tell(data.share);
      if (data.type === 'unread') setState({ phase: 'unread', file });
      if (data.type === 'checked') {
        // In slices: a hundred problems are many cells.
        startTransition(() => {
          setState({ phase: 'checked', file, check: data.check });
        });
      }
    });
    thread.addEventListener('error', () => {
      setState({ phase: 'unread', file });
      stop();
    });
    send(thread, { type: 'check', file });
  };

  /** All problems of the checked file as a CSV file. */
  const writeList = async (head: readonly string[], words: MappingListWords) => {
    const thread = worker.current;
    if (thread === null) return null;
    const list = new Promise<Blob>((resolve) => {
      const take = ({ data }: MessageEvent<ToMappingPage>) => {
        if (data.type !== 'list') return;
        thread.removeEventListener('message', take);
        resolve(data.list);
      };
      thread.addEventListener('message', take);
    });
    send(thread, { type: 'list', head, words });
    return list;
  };

  return { state, choose, writeList };
}
export type MappingChecking = ReturnType<typeof useMappingCheck>;

function send(thread: Worker, message: ToMappingThread): void {
  thread.postMessage(message);
}
