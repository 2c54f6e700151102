import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { scrubbing } from '#lib/monitoring/scrub-span.ts';

type Tracing = {
  /** Sends what is left, and ends. */
  stop(): Promise<void>;
};

/** Traces of this process, to the collector. Its headers come from OTEL_EXPORTER_OTLP_HEADERS. */
export function startTracing(service: 'custody-web' | 'custody-worker', url: string): Tracing {
  return traceWith(service, new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) }));
}

/** @param processor gets spans without anything that could tell of people and messages */
export function traceWith(service: string, processor: SpanProcessor): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [scrubbing(processor)],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return {
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
