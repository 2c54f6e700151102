import { Counter, type Registry } from 'prom-client';
import type { ImportMeter } from '#lib/operations/runs/import-meter.ts';

/** Counters of what this worker has done since it started. */
export function createImportMeter(registry: Registry): ImportMeter {
  const registers = [registry];
  const packages = new Counter({
    name: 'custody_packages_total',
    help: 'Packages taken from the source, by connector kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const items = new Counter({
    name: 'custody_items_read_total',
    help: 'Items read from packages, by connector kind.',
    labelNames: ['kind'],
    registers,
  });
  const deliveries = new Counter({
    name: 'custody_deliveries_total',
    help: 'Deliveries (an item for a mailbox) decided, by connector kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const sendings = new Counter({
    name: 'custody_sendings_total',
    help: 'Entries of the ledger: deliveries sent to a mailbox together.',
    labelNames: ['kind'],
    registers,
  });
  const waits = new Counter({
    name: 'custody_waits_total',
    help: 'Refusals of a source or a destination that a run waits for, by code.',
    labelNames: ['port', 'code'],
    registers,
  });
  const runs = new Counter({
    name: 'custody_runs_closed_total',
    help: 'Runs closed by the reconcile stage, by connector kind and state.',
    labelNames: ['kind', 'state'],
    registers,
  });
  return {
    countPackage: (kind, outcome) => {
      packages.inc({ kind, outcome });
    },
    countItems: (kind, count) => {
      items.inc({ kind }, count);
    },
    countDeliveries: (kind, outcome, count) => {
      if (count > 0) deliveries.inc({ kind, outcome }, count);
    },
    countSending: (kind) => {
      sendings.inc({ kind });
    },
    countWait: (port, code) => {
      waits.inc({ port, code });
    },
    countClosedRun: (kind, state) => {
      runs.inc({ kind, state });
    },
  };
}
