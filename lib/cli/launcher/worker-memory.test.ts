import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { withWorkerMemory } from '#lib/cli/launcher/worker-memory.ts';
import { processEnvironment } from '#lib/config/env.ts';

function heapLimitMegabytes(nodeOptions: string): number {
  const env = withWorkerMemory({
    ...processEnvironment(),
    NODE_ENV: 'test' as const,
    NODE_OPTIONS: nodeOptions,
  });
  const script = 'console.log(require("node:v8").getHeapStatistics().heap_size_limit)';
  const printed = execFileSync(process.execPath, ['-e', script], { env });
  return Number(printed.toString()) / 1024 / 1024;
}

test('the worker has a heap of some 350 MB, or what the operator gives it', () => {
  expect(heapLimitMegabytes('')).toBeLessThan(480);
  expect(heapLimitMegabytes('--max-old-space-size=1500')).toBeGreaterThan(1_500);
});
