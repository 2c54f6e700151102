import {
  FILE_NAME_HEADER,
  LONGEST_FILE_NAME,
  mappingUploadEventSchema,
  type UploadedMapping,
} from '#lib/domain/mapping-file/mapping-upload-event.ts';

export type UploadPhase = 'sending' | 'storing';

export type UploadOutcome =
  | { readonly state: 'stored'; readonly uploaded: UploadedMapping }
  /** In words of the server; null: the connection was lost. */
  | { readonly state: 'refused'; readonly message: string | null }
  | { readonly state: 'stopped' };

type SendMappingFile = {
  readonly file: File;
  readonly target: { readonly draftId: string } | { readonly connectorId: string };
  readonly signal: AbortSignal;
  readonly onPhase: (phase: UploadPhase) => void;
  /** @param share of the phase, 0 to 1 */
  readonly onProgress: (share: number) => void;
};

const refusedStatus = 400;

/** Sends the file straight from the disk. By XMLHttpRequest: `fetch` does not say how much has been sent. */
export function sendMappingFile(upload: SendMappingFile): Promise<UploadOutcome> {
  const { file, target, signal, onPhase, onProgress } = upload;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const outcomes: UploadOutcome[] = [];
    let read = 0;
    let isStoring = false;

    const readLines = () => {
      const lines = request.responseText.slice(read).split('\n');
      const rest = lines.pop() ?? '';
      read = request.responseText.length - rest.length;
      for (const line of lines) {
        const event = mappingUploadEventSchema.parse(JSON.parse(line));
        if (event.phase === 'writing') {
          if (!isStoring) onPhase('storing');
          isStoring = true;
          onProgress(event.written / event.of);
        } else if (event.phase === 'done') {
          outcomes.push({ state: 'stored', uploaded: event.data });
        } else outcomes.push({ state: 'refused', message: event.refusal.message });
      }
    };

    request.open('POST', `/api/mapping-uploads?${new URLSearchParams(target).toString()}`);
    const name = file.name.slice(-LONGEST_FILE_NAME);
    request.setRequestHeader(FILE_NAME_HEADER, encodeURIComponent(name));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      onProgress(total === 0 ? 0 : loaded / total);
    });
    request.addEventListener('progress', () => {
      if (request.status < refusedStatus) readLines();
    });
    request.addEventListener('load', () => {
      if (request.status >= refusedStatus) {
        resolve({ state: 'refused', message: readRefusal(request.responseText) });
        return;
      }
      readLines();
      resolve(outcomes[0] ?? { state: 'refused', message: null });
    });
    request.addEventListener('error', () => {
      resolve({ state: 'refused', message: null });
    });
    request.addEventListener('abort', () => {
      resolve({ state: 'stopped' });
    });
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}

function readRefusal(text: string): string | null {
  const event = mappingUploadEventSchema.safeParse({ phase: 'refused', refusal: parseJson(text) });
  return event.success && event.data.phase === 'refused' ? event.data.refusal.message : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
