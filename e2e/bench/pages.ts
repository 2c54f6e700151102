import { chromium, type APIRequestContext } from '@playwright/test';
import type { Figure } from '#e2e/bench/figures.ts';
import { residentMegabytes } from '#e2e/bench/process-figures.ts';
import { accounts, signIn } from '#e2e/fixtures/test.ts';
import buildWeb from '#e2e/servers/playwright-global-setup.ts';
import { seedYears } from '#e2e/servers/seed-years.ts';
import {
  findStackPlace,
  listProcesses,
  removeStackPlace,
  startStack,
  type Stack,
} from '#e2e/servers/stack.ts';
import { chromium as program, findProgram } from '#lib/cli/test/programs.ts';
import { createDatabase } from '#lib/db/client.ts';

const YEARS = { connectors: 5_000, runs: 200_000, exceptions: 2_000_000 };
const ROUNDS = 20;
/** Half of the exceptions that are held, and in these a mobile number of the seed. */
const PERSON = encodeURIComponent('+479 0010000');

/**
 * Each page of the portal and what keeps it live, asked for by somebody who is signed in, in an
 * installation with years of history: milliseconds from the request to the last byte of the answer, the
 * browser's own work not counted. Then the audit log of 200,000 entries is downloaded, and the web
 * process's memory watched.
 */
export async function benchPages(): Promise<Figure[]> {
  buildWeb();
  const place = await findStackPlace();
  const executablePath = findProgram(program);
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const stack = await startStack(place);
    const began = performance.now();
    await seedYears(stack.databaseUrl, YEARS);
    console.log(`seeded in ${Math.round((performance.now() - began) / 1_000)} s`);
    const page = await browser.newPage({ baseURL: stack.portalUrl, locale: 'en-US' });
    await signIn(page, stack, accounts.connectorAdmin);

    const all: number[] = [];
    const figures: Figure[] = [];
    for (const address of await addresses(stack)) {
      const times = await measure(page.request, address);
      all.push(...times);
      figures.push({
        name: `GET ${address.replaceAll(/[\da-f-]{36}/g, '…')}`,
        value: percentile95(times),
        unit: 'ms (95 %)',
        target: '< 300 ms',
      });
    }
    figures.unshift({
      name: `any of ${figures.length} pages, ${YEARS.exceptions} exceptions`,
      value: percentile95(all),
      unit: 'ms (95 %)',
      target: '< 300 ms',
    });
    figures.push(...(await measureDownload(stack, page.request)));
    await stack.stop();
    return figures;
  } finally {
    await browser.close();
    await removeStackPlace(place);
  }
}

async function addresses({ databaseUrl }: Stack): Promise<readonly string[]> {
  const db = createDatabase(databaseUrl);
  const { id: run, connectorId: connector } = await db.run.findFirstOrThrow({
    select: { id: true, connectorId: true },
  });
  await db.$disconnect();
  const tab = '/data-connectors/connectors';
  return [
    '/',
    '/data-connectors',
    tab,
    `${tab}?sort=last-import&direction=descending&page=100`,
    `${tab}?name=0042`,
    `${tab}?connector=${connector}`,
    `${tab}/deleted`,
    `${tab}/${connector}/runs`,
    `/runs/${run}`,
    '/held-items',
    '/held-items?reason=unmapped&page=40',
    `/held-items?connector=${connector}`,
    '/held-items?age=30',
    `/held-items?person=${PERSON}`,
    '/audit-log',
    `/audit-log?connector=${connector}`,
    '/api/home',
    '/api/connectors',
    `/api/connectors/${connector}`,
    `/api/runs/${run}`,
    `/api/runs/${run}/exceptions`,
    '/api/held-items',
    '/api/audit-log',
  ];
}

async function measure(request: APIRequestContext, address: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    const answer = await request.get(address);
    await answer.body();
    if (answer.status() !== 200) throw new Error(`${address} answered ${answer.status()}`);
    // The first one compiles.
    if (round > 0) times.push(performance.now() - began);
  }
  return times;
}

async function measureDownload(stack: Stack, request: APIRequestContext): Promise<Figure[]> {
  const web = await webProcess(stack);
  const before = await residentMegabytes(web);
  let most = before;
  const watching = setInterval(() => {
    void residentMegabytes(web).then((now) => {
      most = Math.max(most, now);
    });
  }, 50);
  const began = performance.now();
  const answer = await request.get('/api/audit-log/export?format=csv');
  const { length } = await answer.body();
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(watching);
  const what = `audit log of ${YEARS.runs} entries as CSV`;
  return [
    { name: `${what}: ${Math.round(length / 1_000_000)} MB`, value: seconds, unit: 's' },
    { name: `${what}: growth of the web process`, value: most - before, unit: 'MB' },
  ];
}

/** Next gives its process this name. */
async function webProcess({ dataDir }: Stack): Promise<number> {
  const processes = await listProcesses(dataDir);
  const web = processes.find(({ command }) => command.startsWith('next-server'));
  if (web === undefined) throw new Error('there is no web process');
  return web.pid;
}

function percentile95(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

if (import.meta.main) console.table(await benchPages());
