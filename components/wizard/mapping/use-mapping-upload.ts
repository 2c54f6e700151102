import { useEffect, useRef, useState } from 'react';
import { ProgressStore } from '#components/wizard/mapping/progress-store.ts';
import {
  sendMappingFile,
  type UploadOutcome,
  type UploadPhase,
} from '#components/wizard/mapping/send-mapping-file.ts';

export type MappingUploadState = {
  readonly file: File;
  readonly phase: UploadPhase;
  readonly progress: ProgressStore;
} | null;

/** Uploads a mapping file; leaving the page, or `stop`, ends it, and nothing is kept. */
export function useMappingUpload(
  target: { readonly draftId: string } | { readonly connectorId: string },
) {
  const [state, setState] = useState<MappingUploadState>(null);
  const controller = useRef<AbortController>(null);

  const stop = () => {
    controller.current?.abort();
  };
  useEffect(() => stop, []);

  const upload = async (file: File): Promise<UploadOutcome> => {
    stop();
    const own = new AbortController();
    controller.current = own;
    const progress = new ProgressStore();
    setState({ file, phase: 'sending', progress });
    const outcome = await sendMappingFile({
      file,
      target,
      signal: own.signal,
      onPhase: (phase) => {
        if (!own.signal.aborted) setState({ file, phase, progress });
      },
      onProgress: (share) => {
        progress.tell(share);
      },
    });
    setState(null);
    return outcome;
  };

  return { state, upload, stop };
}
