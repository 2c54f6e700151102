import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { z } from 'zod';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { recordMainThread } from '#e2e/bench/main-thread-tasks.ts';
import { startPageWatch, type PageWatch } from '#e2e/bench/page-watch.ts';
import { cpuSecondsOfTree, peakMegabytes, residentMegabytes } from '#e2e/bench/process-figures.ts';
import { sampleMappingRows } from '#e2e/bench/sample-mapping-file.ts';
import { accounts, signIn } from '#e2e/fixtures/test.ts';
import { acceptTerms, beginSetup, connect } from '#e2e/fixtures/wizard-steps.ts';
import buildWeb from '#e2e/servers/playwright-global-setup.ts';
import { findStackPlace, removeStackPlace, startStack, type Stack } from '#e2e/servers/stack.ts';
import { chromium as program, findProgram } from '#lib/cli/test/programs.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
/** One row in so many of the bad file lacks its country code. */
const BAD_ONE_IN = 10;

type Round = {
  readonly checkSeconds: number;
  readonly saveSeconds: number;
  readonly compareSeconds: number;
  readonly badSeconds: number;
  /** Of web app, worker and launcher, without PostgreSQL's connections. */
  readonly saveCpuSeconds: number;
  readonly longestTaskCpuMs: number;
  readonly longestTaskMs: number;
  readonly longestPauseMs: number;
  readonly peakMegabytes: number;
};

/**
 * A mapping file of a million rows in the wizard, as somebody at it sees it: the production build, the
 * launcher's own Custody on this machine, and a real Chromium, a new one for each round.
 */
export async function benchMappingBrowser(): Promise<Figure[]> {
  buildWeb();
  const folder = await mkdtemp(path.join(tmpdir(), 'mapping-browser-'));
  const place = await findStackPlace();
  try {
    const files = {
      first: path.join(folder, 'first.csv'),
      second: path.join(folder, 'second.csv'),
      bad: path.join(folder, 'bad.csv'),
    };
    await writeFile(files.first, sampleMappingRows(ROWS));
    await writeFile(files.second, sampleMappingRows(ROWS, 1));
    await writeFile(files.bad, withBadRows(sampleMappingRows(ROWS)));
    const stack = await startStack(place);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = await measureRound(stack, files, round);
      console.log(JSON.stringify(measured));
      rounds.push(measured);
    }
    await stack.stop();
    return figuresOf(rounds);
  } finally {
    await removeStackPlace(place);
    await rm(folder, { recursive: true });
  }
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const middle = (field: keyof Round) => median(rounds.map((round) => round[field]));
  const most = (field: keyof Round) => Math.max(...rounds.map((round) => round[field]));
  const what = `${ROWS} rows in the browser`;
  return [
    {
      name: `${what}, chosen to result`,
      value: middle('checkSeconds'),
      unit: 's',
      target: '< 4 s',
    },
    { name: `${what}, Next to saved`, value: middle('saveSeconds'), unit: 's', target: '< 10 s' },
    {
      name: `${what}, Next to what a second file changes`,
      value: middle('compareSeconds'),
      unit: 's',
    },
    { name: `${what}, ${ROWS / BAD_ONE_IN} of them bad`, value: middle('badSeconds'), unit: 's' },
    {
      name: `${what}, Next to saved: CPU of the web app`,
      value: middle('saveCpuSeconds'),
      unit: 's',
    },
    {
      name: `${what}: longest task of the main thread, CPU`,
      value: most('longestTaskCpuMs'),
      unit: 'ms',
      target: '< 50 ms',
    },
    {
      name: `${what}: longest task of the main thread, 0 when none has 50 ms`,
      value: most('longestTaskMs'),
      unit: 'ms',
      target: '0',
    },
    {
      name: `${what}: longest pause between two frames`,
      value: most('longestPauseMs'),
      unit: 'ms',
    },
    { name: `${what}: peak memory`, value: most('peakMegabytes'), unit: 'MB', target: '< 600 MB' },
  ];
}

type Files = { readonly first: string; readonly second: string; readonly bad: string };

async function measureRound(stack: Stack, files: Files, round: number): Promise<Round> {
  const executablePath = findProgram(program);
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ baseURL: stack.portalUrl, locale: 'en-US' });
    await signIn(page, stack, accounts.connectorAdmin);
    await beginSetup(page);
    await acceptTerms(page);
    await connect(page, `Million ${round}`);
    const before = await tabMegabytes(browser);
    const watch = await startPageWatch(page);
    const endRecording = await recordMainThread(browser, page);
    const cpuBefore = await cpuSecondsOfTree(stack.pid);

    const checkSeconds = await choose(page, watch, {
      file: files.first,
      until: 'no problem found',
    });
    const afterCheck = await tabMegabytes(browser);
    const saveSeconds = await watch.measure(
      () => page.getByRole('button', { name: 'Next' }).click(),
      { event: 'click', until: 'Custody reads who has a mailbox' },
    );
    const saveCpuSeconds = (await cpuSecondsOfTree(stack.pid)) - cpuBefore;
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await page.getByText('1,000,000 rows').first().waitFor();
    await choose(page, watch, { file: files.second, until: 'no problem found' });
    const compareSeconds = await watch.measure(
      () => page.getByRole('button', { name: 'Next' }).click(),
      { event: 'click', until: '10,000 are changed' },
    );
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    const badSeconds = await choose(page, watch, { file: files.bad, until: 'to correct before' });
    const peaks = await tabMegabytes(browser);
    console.log(
      `tab: ${before.now} MB before, ${afterCheck.now} after the check (peak ${afterCheck.peak}), ${peaks.now} at the end`,
    );
    const longestTaskCpuMs = await endRecording();
    const { longestTaskMs, longestPauseMs, tasks } = await watch.read();
    if (tasks.length > 0) console.log('tasks above 50 ms:', JSON.stringify(tasks));
    return {
      ...{ checkSeconds, saveSeconds, compareSeconds, badSeconds },
      ...{ saveCpuSeconds, longestTaskCpuMs },
      ...{ longestTaskMs, longestPauseMs, peakMegabytes: peaks.peak },
    };
  } finally {
    await browser.close();
  }
}

function choose(
  page: Page,
  watch: PageWatch,
  { file, until }: { readonly file: string; readonly until: string },
): Promise<number> {
  const input = page.locator('input[type=file]');
  return watch.measure(() => input.setInputFiles(file), { event: 'change', until });
}

const processesSchema = z.object({
  processInfo: z.array(z.object({ id: z.int(), type: z.string() })),
});

/** The page's process, its threads included: the largest renderer; the others are spare. */
async function tabMegabytes(browser: Browser): Promise<{ now: number; peak: number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processesSchema.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const renderers = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => ({
        now: Math.round(await residentMegabytes(id)),
        peak: Math.round(await peakMegabytes(id)),
      })),
  );
  return renderers.sort((one, other) => other.peak - one.peak)[0] ?? { now: 0, peak: 0 };
}

function withBadRows(file: string): string {
  const lines = file.split('\r\n');
  return lines
    .map((line, index) => (index % BAD_ONE_IN === 1 ? `0${line.slice(2)}` : line))
    .join('\r\n');
}

if (import.meta.main) console.table(await benchMappingBrowser());
