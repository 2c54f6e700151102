import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

export type Totals = { readonly passed: number; readonly failed: number };

/** A test runner: how it is called, and how its report in JSON is read. */
export type Suite = {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly reportFile: string;
  readonly readReport: (report: unknown) => Totals;
};

/** Runs a suite to its end. A runner that fails without a failed test counts as one failed test. */
export async function runSuite(suite: Suite, signal: AbortSignal): Promise<Totals> {
  signal.throwIfAborted();
  console.log(`\n${suite.name}`);
  const reportFile = path.join(sourceRoot, suite.reportFile);
  await rm(reportFile, { force: true });
  const child = spawn(process.execPath, [suite.script, ...suite.args], {
    cwd: sourceRoot,
    env: { ...suite.variables, NODE_ENV: 'test' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('exit', resolve);
    child.on('error', reject);
  });
  signal.removeEventListener('abort', end);

  const report = await readFile(reportFile, 'utf8').catch(() => undefined);
  const totals =
    report === undefined ? { passed: 0, failed: 0 } : suite.readReport(JSON.parse(report));
  return code === 0 || totals.failed > 0 ? totals : { ...totals, failed: 1 };
}
