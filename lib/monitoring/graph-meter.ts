import { Counter, type Registry } from 'prom-client';
import type { GraphMeter } from '#lib/microsoft-graph/graph-client.ts';

/** Requests of this process to Microsoft Graph. A batch is one request, however many parts it has. */
export function createGraphMeter(registry: Registry): GraphMeter {
  const registers = [registry];
  const requests = new Counter({
    name: 'custody_graph_requests_total',
    help: 'HTTP requests to Microsoft Graph, by the status of the reply (0: no reply).',
    labelNames: ['status'],
    registers,
  });
  const throttles = new Counter({
    name: 'custody_graph_throttles_total',
    help: 'Replies of Microsoft Graph that asked to be left alone for a while.',
    registers,
  });
  return {
    countReply: (status) => {
      requests.inc({ status: String(status) });
    },
    countThrottle: () => {
      throttles.inc();
    },
  };
}
