import { parseArgs } from 'node:util';
import type { Figure } from '#e2e/bench/figures.ts';
import { benchCoveragePreview } from '#e2e/bench/coverage-preview.ts';
import { benchEvidence } from '#e2e/bench/evidence.ts';
import { benchGraphDelivery } from '#e2e/bench/graph-delivery.ts';
import { benchGraphThrottling } from '#e2e/bench/graph-throttling.ts';
import { benchImapDelivery } from '#e2e/bench/imap-delivery.ts';
import { benchFarPipeline, benchGraphPipeline, benchPipeline } from '#e2e/bench/import-pipeline.ts';
import { benchMappingBrowser } from '#e2e/bench/mapping-browser.ts';
import { benchLive } from '#e2e/bench/live.ts';
import { benchMappingFile } from '#e2e/bench/mapping-file.ts';
import { benchMatching } from '#e2e/bench/matching.ts';
import { benchPages } from '#e2e/bench/pages.ts';
import { benchPackageIntake } from '#e2e/bench/package-intake.ts';
import { benchPackageMemory } from '#e2e/bench/package-memory.ts';

/**
 * `npm run bench`: everything that is measured, one after the other, and a table of medians and ratios.
 * Takes a quarter of an hour, on a machine that does nothing else. `--only pipeline,graph` for a part.
 */
const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  pipeline: benchPipeline,
  far: benchFarPipeline,
  'graph-pipeline': benchGraphPipeline,
  intake: benchPackageIntake,
  memory: benchPackageMemory,
  imap: benchImapDelivery,
  graph: benchGraphDelivery,
  throttling: benchGraphThrottling,
  mapping: benchMappingFile,
  'mapping-browser': benchMappingBrowser,
  matching: benchMatching,
  preview: benchCoveragePreview,
  pages: benchPages,
  evidence: benchEvidence,
  live: benchLive,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',') ?? Object.keys(BENCHES);
const figures: Figure[] = [];
for (const name of wanted) {
  const bench = BENCHES[name];
  if (bench === undefined)
    throw new Error(`no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`);
  console.log(`${name} …`);
  try {
    figures.push(...(await bench()));
  } catch (error) {
    // The others are worth having.
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
console.table(
  figures.map(({ name, value, unit, target = '' }) => ({
    figure: name,
    value: value < 100 ? Number(value.toFixed(2)) : Math.round(value),
    unit,
    target,
  })),
);
