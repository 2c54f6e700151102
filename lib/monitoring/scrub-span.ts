import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

/** The tracer of lib/jobs/work.ts: its names, ids and codes are our own. */
const OWN_TRACER = 'custody';

/**
 * What may leave the process of anybody's spans. Everything else is dropped, and with it whatever names
 * an address, a query, a header or a person: Next writes whole addresses into several attributes.
 */
const KEPT: ReadonlySet<string> = new Set([
  'http.method',
  'http.route',
  'http.status_code',
  'next.route',
  'next.rsc',
  'next.span_type',
]);

/** Hands ended spans on without what could tell anything of people and messages. */
export function scrubbing(inner: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => {
      inner.onStart(span, context);
    },
    onEnd: (span) => {
      inner.onEnd(scrubSpan(span));
    },
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
  };
}

/** A copy, because the span itself is still its maker's. No event: exceptions are told in events. */
function scrubSpan(span: ReadableSpan): ReadableSpan {
  const isOwn = span.instrumentationScope.name === OWN_TRACER;
  const attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(
      ([name]) => KEPT.has(name) || (isOwn && name.startsWith('custody.')),
    ),
  );
  const { code, message } = span.status;
  const { parentSpanContext } = span;
  return {
    name: isOwn ? span.name : nameOf(attributes),
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext !== undefined && { parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    status: { code, ...(isOwn && message !== undefined && { message }) },
    attributes,
    links: [],
    events: [],
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

/** A foreign name may hold an address with its query: built anew from what is kept. */
function nameOf(attributes: Attributes): string {
  const parts = [attributes['http.method'], attributes['http.route'] ?? attributes['next.route']];
  const named = parts.filter((part) => typeof part === 'string').join(' ');
  const type = attributes['next.span_type'];
  if (named !== '') return named;
  return typeof type === 'string' ? type : 'span';
}
