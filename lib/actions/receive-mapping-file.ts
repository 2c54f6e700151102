import 'server-only';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { services } from '#lib/actions/services.ts';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';
import {
  FILE_NAME_HEADER,
  LONGEST_FILE_NAME,
  type MappingUploadEvent,
} from '#lib/domain/mapping-file/mapping-upload-event.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import {
  proposeMapping,
  type ProposeMapping,
} from '#lib/operations/mapping-files/propose-mapping.ts';

const targetSchema = z.union([
  z.strictObject({ draftId: z.uuid() }),
  z.strictObject({ connectorId: z.uuid() }),
]);
/** What a route handler answers when something threw: `{ code, message }`. */
type Refuse = (error: unknown) => Promise<Response>;

const fileNameSchema = z.string().min(1).max(LONGEST_FILE_NAME);

/**
 * Reads the body as it arrives and answers with a line of JSON for each step (`MappingUploadEvent`), the
 * result last. When the sender goes away, nothing is kept.
 */
export async function receiveMappingFile(request: NextRequest, refuse: Refuse): Promise<Response> {
  try {
    const { user } = await authorize('connectors.write');
    requireOwnPage(request);
    const { body } = request;
    if (body === null) throw new AppError('mapping-file-missing', 'Choose the mapping file again.');
    if (Number(request.headers.get('content-length')) > LARGEST_MAPPING_FILE_BYTES) {
      throw new AppError('mapping-file-refused', 'The mapping file is too large.');
    }
    const target = targetSchema.parse(Object.fromEntries(request.nextUrl.searchParams));
    const fileName = fileNameSchema.parse(
      decodeURIComponent(request.headers.get(FILE_NAME_HEADER) ?? ''),
    );
    return answerWithProgress(
      { signal: request.signal, refuse },
      {
        target,
        actor: user,
        upload: { fileName, pieces: body },
      },
    );
  } catch (error) {
    return await refuse(isInvalidInput(error) ? invalidInput() : error);
  }
}

/**
 * A page of another site can make a browser send a body here, with the cookie where its SameSite rule is not
 * kept: as for server actions, `Origin` must be the portal's.
 */
function requireOwnPage(request: NextRequest): void {
  if (request.headers.get('origin') !== new URL(env().portalUrl).origin) {
    throw new AppError('invalid-input', 'Upload the file on a page of this portal.');
  }
}

function isInvalidInput(error: unknown): boolean {
  return error instanceof z.ZodError || error instanceof URIError;
}

function invalidInput(): AppError {
  return new AppError('invalid-input', 'Some answers need attention.');
}

type Surroundings = { readonly signal: AbortSignal; readonly refuse: Refuse };

function answerWithProgress({ signal, refuse }: Surroundings, upload: ProposeMapping): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (event: MappingUploadEvent) => {
        signal.throwIfAborted();
        gone.signal.throwIfAborted();
        controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        const onWritten: ProposeMapping['onWritten'] = (progress) => {
          tell({ phase: 'writing', ...progress });
        };
        const data = await proposeMapping(await services(), { ...upload, onWritten });
        tell({ phase: 'done', data });
        controller.close();
      } catch (error) {
        if (signal.aborted || gone.signal.aborted) {
          controller.error(error);
          return;
        }
        const refusal: unknown = await (await refuse(error)).json();
        controller.enqueue(encoder.encode(`${JSON.stringify({ phase: 'refused', refusal })}\n`));
        controller.close();
      }
    },
    cancel() {
      gone.abort();
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store, no-transform',
      // A proxy in front is to pass each line on.
      'x-accel-buffering': 'no',
    },
  });
}
