import { collectDefaultMetrics, Registry } from 'prom-client';

/** The metrics of this process, with those that every Node process has: CPU, memory, event loop. */
export function createProcessRegistry(process: 'web' | 'worker'): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  return registry;
}
