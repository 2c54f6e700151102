import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { traceWith } from '#lib/monitoring/tracing.ts';

const CANARY = 'maja@fjord.example';

test('of a span of Next nothing leaves but its route, its method and its status', async () => {
  const exporter = new InMemorySpanExporter();
  const tracing = traceWith('custody-web', new SimpleSpanProcessor({ exporter }));
  const attributes = {
    'http.method': 'GET',
    'http.route': '/held-items',
    'http.status_code': 500,
    'http.target': `/held-items?person=${CANARY}`,
    'http.url': `https://graph.example/v1.0/users/${CANARY}/messages`,
    'next.span_name': `GET /held-items?person=${CANARY}`,
  };
  trace.getTracer('next.js').startActiveSpan(`GET /held-items?person=${CANARY}`, (span) => {
    span.setAttributes(attributes);
    span.setAttribute('custody.run.id', CANARY);
    span.recordException(new Error(`no mailbox ${CANARY}`));
    span.setStatus({ code: SpanStatusCode.ERROR, message: `no mailbox ${CANARY}` });
    trace.getTracer('next.js').startSpan(`fetch GET https://graph.example/users/${CANARY}`).end();
    span.end();
  });
  const spans = exporter.getFinishedSpans();
  await tracing.stop();
  context.disable();

  const [inner, outer] = spans;
  expect(outer).toMatchObject({
    name: 'GET /held-items',
    attributes: { 'http.method': 'GET', 'http.route': '/held-items', 'http.status_code': 500 },
    status: { code: SpanStatusCode.ERROR },
    events: [],
  });
  expect(inner?.name).toBe('span');
  expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  const told = spans.map(({ name, attributes, status, events }) => ({
    name,
    attributes,
    status,
    events,
  }));
  expect(JSON.stringify(told)).not.toContain(CANARY);
});
