import { defineConfig, devices } from '@playwright/test';
import { chromium, findProgram } from '#lib/cli/test/programs.ts';

const executablePath = findProgram(chromium);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/servers/playwright-global-setup.ts',
  outputDir: 'test-results/playwright',
  // Each worker has a Custody of its own, with database, web app, worker and sandbox.
  workers: 1,
  forbidOnly: true,
  // In a Custody of its own; the report names such a test as flaky.
  retries: 1,
  // Machines of two cores that do other things besides.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    locale: 'en-US',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
