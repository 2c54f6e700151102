import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import type { Suite } from '#lib/cli/test/run-suite.ts';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';

const require = createRequire(import.meta.url);

/** https://vitest.dev/guide/reporters#json-reporter */
const vitestReportSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

export function vitestSuite(): Suite {
  const reportFile = 'test-results/vitest.json';
  return {
    name: 'Unit and integration tests (Vitest, on PostgreSQL)',
    script: path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs'),
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    variables: givenVariables(),
    reportFile,
    readReport: (report) => {
      const { numPassedTests, numFailedTests } = vitestReportSchema.parse(report);
      return { passed: numPassedTests, failed: numFailedTests };
    },
  };
}

/** https://playwright.dev/docs/test-reporters#json-reporter */
const playwrightReportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

export function playwrightSuite(): Suite {
  const reportFile = 'test-results/playwright.json';
  return {
    name: 'Journeys (Playwright in Chromium, on the production build with worker and sandbox)',
    script: require.resolve('@playwright/test/cli'),
    args: ['test', '--reporter=list,json'],
    variables: { ...givenVariables(), PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
    reportFile,
    readReport: (report) => {
      const { stats } = playwrightReportSchema.parse(report);
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
    },
  };
}
