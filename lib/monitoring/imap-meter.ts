import { Counter, type Registry } from 'prom-client';
import type { ImapMeter } from '#lib/destinations/imap/count-commands.ts';

/** Commands of this process to IMAP servers. */
export function createImapMeter(registry: Registry): ImapMeter {
  const commands = new Counter({
    name: 'custody_imap_commands_total',
    help: 'Commands to IMAP servers, by outcome (ok, or the code of the refusal).',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => {
    commands.inc({ outcome });
  };
}
