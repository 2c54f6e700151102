import { z } from 'zod';
import { decodeRunCursor } from '#lib/domain/api/run-cursor.ts';
import {
  apiConnectorPageSchema,
  apiConnectorSchema,
  apiEvidenceKeyListSchema,
  apiRunDetailsSchema,
  apiRunPageSchema,
} from '#lib/domain/api/api-shapes.ts';
import { RUN_STATES } from '#lib/domain/runs/run-state.ts';

/** Of every address of the API. */
export const API_ROOT = '/api/v1';

const DEFAULT_LIMIT = 50;
const MOST_AT_ONCE = 200;
const limit = z.coerce
  .number()
  .pipe(z.int().min(1).max(MOST_AT_ONCE))
  .default(DEFAULT_LIMIT)
  .describe('Entries on a page.');
const cursorText = 'The `nextCursor` of the page before.';

const runPageQuery = z.strictObject({
  limit,
  cursor: z
    .string()
    .refine((text) => decodeRunCursor(text) !== null, 'expected a cursor of a page before')
    .optional()
    .describe(cursorText),
});
const time = z.iso.datetime({ offset: true });
const nothing = z.strictObject({});

export type ApiOperation = {
  /** Below API_ROOT, with its parameters, each a UUID, in braces. */
  readonly path: string;
  readonly summary: string;
  readonly query: z.ZodObject;
  /** Of the JSON; or a file of this media type. */
  readonly answer: z.ZodType | string;
  /** The least role of a token; Reader unless told. */
  readonly role?: 'Reviewer';
};

/** Everything that can be asked. The routes, their checks and the OpenAPI document follow from this. */
export const apiOperations = {
  listConnectors: {
    path: '/connectors',
    summary: 'Connectors, the oldest first.',
    query: z.strictObject({ limit, cursor: z.uuid().optional().describe(cursorText) }),
    answer: apiConnectorPageSchema,
  },
  getConnector: {
    path: '/connectors/{connectorId}',
    summary: 'One connector.',
    query: nothing,
    answer: apiConnectorSchema,
  },
  listConnectorRuns: {
    path: '/connectors/{connectorId}/runs',
    summary: 'The runs of a connector, the newest first.',
    query: runPageQuery,
    answer: apiRunPageSchema,
  },
  listRuns: {
    path: '/runs',
    summary: 'The runs of a period, of all connectors, the newest first.',
    query: runPageQuery.extend({
      from: time.optional().describe('Runs that began then or later.'),
      until: time.optional().describe('Runs that began before.'),
      state: z.enum(RUN_STATES).optional(),
    }),
    answer: apiRunPageSchema,
  },
  getRun: {
    path: '/runs/{runId}',
    summary: 'One run with its stages, what it found, and its evidence.',
    query: nothing,
    answer: apiRunDetailsSchema,
  },
  downloadEvidence: {
    path: '/runs/{runId}/evidence',
    summary: 'The evidence file of a closed run, as it was signed. The audit log records it.',
    query: nothing,
    answer: 'application/gzip',
    role: 'Reviewer',
  },
  listEvidenceKeys: {
    path: '/evidence-keys',
    summary: 'Every public key that evidence was ever signed with.',
    query: nothing,
    answer: apiEvidenceKeyListSchema,
  },
} as const satisfies Record<string, ApiOperation>;
