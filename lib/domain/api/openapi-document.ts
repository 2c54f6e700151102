import { z } from 'zod';
import { API_ROOT, apiOperations, type ApiOperation } from '#lib/domain/api/api-operations.ts';
import {
  apiConnectorPageSchema,
  apiConnectorSchema,
  apiEvidenceKeyListSchema,
  apiEvidenceKeySchema,
  apiProblemSchema,
  apiRunDetailsSchema,
  apiRunPageSchema,
  apiRunSchema,
} from '#lib/domain/api/api-shapes.ts';

const names = new Map<z.ZodType, string>([
  [apiConnectorSchema, 'Connector'],
  [apiConnectorPageSchema, 'ConnectorPage'],
  [apiRunSchema, 'Run'],
  [apiRunPageSchema, 'RunPage'],
  [apiRunDetailsSchema, 'RunDetails'],
  [apiEvidenceKeySchema, 'EvidenceKey'],
  [apiEvidenceKeyListSchema, 'EvidenceKeyList'],
  [apiProblemSchema, 'Problem'],
]);

const problems = {
  400: 'The question is not one that the API knows.',
  401: 'No token, or one that is unknown, revoked or expired.',
  403: 'The role of the token does not allow this.',
  404: 'It does not exist.',
} as const;

/** The API's description in OpenAPI 3.1, made of the same schemas that check questions and answers. */
export function openApiDocument(serverUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Custody',
      version: '1.0.0',
      description:
        'Read-only: connectors, their imports with counters and findings, and the evidence. ' +
        'Shapes only grow within version 1: ignore what you do not know.',
    },
    servers: [{ url: serverUrl + API_ROOT }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      Object.entries(apiOperations).map(([id, operation]) => [
        operation.path,
        { get: describeOperation(id, operation) },
      ]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of Settings, API tokens.',
        },
      },
      schemas: describeSchemas(),
    },
  };
}

function describeOperation(
  operationId: string,
  { path, summary, query, answer, role }: ApiOperation,
) {
  const properties = z.toJSONSchema(query, { io: 'input' }).properties ?? {};
  return {
    operationId,
    summary,
    ...(role !== undefined && { description: `Needs a token with the role ${role}.` }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string', format: 'uuid' },
      })),
      ...Object.entries(properties).map(([name, schema]) => ({
        name,
        in: 'query',
        required: false,
        schema,
      })),
    ],
    responses: {
      200: {
        description: 'What was asked for.',
        content:
          typeof answer === 'string'
            ? { [answer]: { schema: { type: 'string', format: 'binary' } } }
            : { 'application/json': { schema: reference(answer) } },
      },
      ...Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [
          status,
          {
            description,
            content: { 'application/problem+json': { schema: reference(apiProblemSchema) } },
          },
        ]),
      ),
    },
  };
}

function reference(schema: z.ZodType) {
  const name = names.get(schema);
  if (name === undefined) throw new Error('a schema of the API has no name');
  return { $ref: addressOf(name) };
}

function addressOf(name: string): string {
  return `#/components/schemas/${name}`;
}

function describeSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: addressOf,
    // Shapes grow: a client must not refuse what it does not know.
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withoutOwnAddress(schema)]),
  );
}

/** Whoever reads a whole document needs no address of each part. */
function withoutOwnAddress(schema: object): object {
  const isAddress = (key: string) => key === '$schema' || key === '$id';
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !isAddress(key)));
}
