import { describe, expect, test } from 'vitest';
import { runChaos } from '#e2e/chaos/run-chaos.ts';
import { findDovecot } from '#e2e/servers/dovecot.ts';

const MINUTES_MS = 60_000;
const seed = String(Date.now());

/** The long form is `npm run chaos`. */
describe.skipIf(findDovecot() === undefined)('an import amid kills', () => {
  test(
    `leaves every item once in each of its mailboxes, byte for byte (seed ${seed})`,
    { timeout: 8 * MINUTES_MS },
    async () => {
      const size = { seed, mailboxes: 40, items: 1_000, waves: 2, killsPerWave: 5 };
      const report = await runChaos(size, () => undefined);

      expect(report.kills).toBe(10);
      expect(report.imap).toMatchObject({ missing: 0, twice: 0, foreign: 0 });
      expect(report.graph).toMatchObject({ missing: 0, twice: 0, foreign: 0 });
      for (const run of report.runs) {
        expect(run).toMatchObject({ state: 'completed', findings: [], failed: 0, skipped: 0 });
        expect(run.itemsAvailable).toBe(run.itemsInManifests);
        expect(run.imported + run.held).toBe(run.availableForImport);
      }
      expect(report.sendingsLeft).toBe(0);
      expect(report.leaks).toEqual([]);
    },
  );
});
