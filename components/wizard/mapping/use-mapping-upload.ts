import { useEffect, useRef, useState } from 'react';
import {
  sendMappingFile,
  type UploadOutcome,
  type UploadProgress,
} from '#components/wizard/mapping/send-mapping-file.ts';

export type MappingUploadState = {
  readonly file: File;
  readonly progress: UploadProgress;
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
    setState({ file, progress: { phase: 'sending', share: 0 } });
    const outcome = await sendMappingFile({
      file,
      target,
      signal: own.signal,
      onProgress: (progress) => {
        if (!own.signal.aborted) setState({ file, progress });
      },
    });
    setState(null);
    return outcome;
  };

  return { state, upload, stop };
}
