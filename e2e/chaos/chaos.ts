import { parseArgs } from 'node:util';
import { runChaos } from '#e2e/chaos/run-chaos.ts';

/**
 * `npm run chaos`: 20,000 items, 200 mailboxes, two workers, at least 110 kills. Prints what was done
 * and what is in the mailboxes; ends with an error when anything is missing, twice or leaked.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    items: { type: 'string', default: '20000' },
    mailboxes: { type: 'string', default: '200' },
    waves: { type: 'string', default: '11' },
    'kills-per-wave': { type: 'string', default: '10' },
  },
});
console.log(`seed ${values.seed}`);
const report = await runChaos(
  {
    seed: values.seed,
    items: Number(values.items),
    mailboxes: Number(values.mailboxes),
    waves: Number(values.waves),
    killsPerWave: Number(values['kills-per-wave']),
  },
  console.log,
);
console.log(`${report.kills} kills`);
console.table(Object.fromEntries(report.harms));
console.table(report.runs);
console.table({ imap: report.imap, graph: report.graph });
console.log(
  `ledger entries left: ${report.sendingsLeft}; files with message text: ${report.leaks.length}`,
);
for (const file of report.leaks) console.log(`  ${file}`);

const isGreen = report.runs.every(({ state }) => state === 'completed');
const isExact = [report.imap, report.graph].every(
  ({ missing, twice, foreign }) => missing + twice + foreign === 0,
);
const isClean = report.sendingsLeft === 0 && report.leaks.length === 0;
process.exit(isGreen && isExact && isClean ? 0 : 1);
