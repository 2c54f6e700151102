import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['e2e/servers/vitest-global-setup.ts'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // By default one fewer than there are cores, which on two is half of the machine.
    maxWorkers: '100%',
  },
});
