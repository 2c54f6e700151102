import { z } from 'zod';

const portExpected = 'expected a port number, 1 to 65535, or 0 for none';
const portOrNone = z.coerce
  .number(portExpected)
  .int(portExpected)
  .min(0, portExpected)
  .max(65_535, portExpected);

/** Health, readiness, metrics and traces, for whoever watches Custody by machine (docs/observing.md). */
export const operationsVariables = {
  OPERATIONS_HOST: z.string().min(1).max(253).default('127.0.0.1'),
  OPERATIONS_WEB_PORT: portOrNone.default(3140),
  OPERATIONS_WORKER_PORT: portOrNone.default(3150),
  /** As OpenTelemetry names it, and with its meaning: `/v1/traces` is added. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected the http or https URL of an OTLP collector' })
    .optional(),
} as const;

export type OperationsSettings = {
  /** Where the ports below listen. */
  readonly host: string;
  /** 0: there is none. */
  readonly webPort: number;
  /** The first that a worker tries; 0: there is none. */
  readonly workerPort: number;
  /** Of an OTLP collector; undefined: no traces. */
  readonly tracesUrl: string | undefined;
};

export function operationsSettings(
  values: z.infer<z.ZodObject<typeof operationsVariables>>,
): OperationsSettings {
  const collector = values.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  return {
    host: values.OPERATIONS_HOST,
    webPort: values.OPERATIONS_WEB_PORT,
    workerPort: values.OPERATIONS_WORKER_PORT,
    tracesUrl: collector === undefined ? undefined : `${collector}/v1/traces`,
  };
}
