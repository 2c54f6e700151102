import config from './playwright.config.ts';

/** `npm run screenshots`: the pictures of README and docs, taken from the product as it is now. */
export default {
  ...config,
  testMatch: '**/*.shots.ts',
  outputDir: 'test-results/screenshots',
};
