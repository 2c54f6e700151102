import { expect, test } from 'vitest';
import type { ConnectorFacts, LastRun } from './alert-facts.ts';
import { effectiveRule, type AlertParameters, type AlertRule } from './alert-rules.ts';
import { judgeConnector } from './judge-connector.ts';

const connectorId = '01938f00-0000-7000-8000-000000000001';
const runId = '01938f00-0000-7000-8000-000000000002';

/** A Wednesday; 19:00 in Oslo. */
const evening = new Date('2026-11-18T18:00:00Z');
const morning = new Date('2026-11-18T06:00:00Z');
/** 19:00 in Oslo of a Sunday. */
const sunday = new Date('2026-11-22T18:00:00Z');
/** 19:00 in Oslo of a Saturday: what comes is about Friday. */
const saturday = new Date('2026-11-21T18:00:00Z');

const calm: ConnectorFacts = {
  connectorId,
  isPaused: false,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  timeZone: 'Europe/Oslo',
  sourceStatus: 'connected',
  lastRun: {
    runId,
    state: 'completed',
    availableForImport: 1000,
    failed: 0,
    held: 0,
    packagesRefused: 0,
    findings: [],
  },
  waiting: null,
  today: { packages: 1, items: 500 },
  usual: [500, 480, 520, 510, 490, 500],
};

function withRun(run: Partial<LastRun>): Partial<ConnectorFacts> {
  return { lastRun: { ...calmRun, ...run } };
}
const calmRun: LastRun = calm.lastRun ?? never();

function never(): never {
  throw new Error('there is a run');
}

type Outcome = 'firing' | 'fine' | 'unknown' | undefined;
type Row = readonly [
  what: string,
  rule: AlertRule,
  facts: Partial<ConnectorFacts>,
  outcome: Outcome,
  more?: {
    readonly now?: Date;
    readonly parameters?: Partial<AlertParameters>;
    readonly isOn?: boolean;
    readonly says?: object;
    readonly afterMinutes?: number;
  },
];

const none = { today: { packages: 0, items: 0 } };

const rows: readonly Row[] = [
  ['a package has come', 'no-package', {}, 'fine'],
  ['none by the hour', 'no-package', none, 'firing', { says: { time: '18:00' } }],
  ['none, before the hour', 'no-package', none, 'unknown', { now: morning }],
  ['the hour is the zone’s', 'no-package', { ...none, timeZone: 'America/New_York' }, 'unknown'],
  [
    'none by an earlier hour',
    'no-package',
    none,
    'firing',
    { now: morning, parameters: { by: '07:00' } },
  ],
  ['none on a Sunday, about Saturday', 'no-package', none, 'unknown', { now: sunday }],
  ['none on a Saturday, about Friday', 'no-package', none, 'firing', { now: saturday }],
  [
    'none on a Sunday, every day',
    'no-package',
    none,
    'firing',
    { now: sunday, parameters: { days: 'every-day' } },
  ],
  ['none, of a paused one', 'no-package', { ...none, isPaused: true }, 'unknown'],
  ['none, set up today', 'no-package', { ...none, createdAt: morning }, 'unknown'],
  ['none, the rule is off', 'no-package', none, undefined, { isOn: false }],

  ['as much as usual', 'far-less', {}, 'fine'],
  ['less, and not far less', 'far-less', { today: { packages: 1, items: 150 } }, 'fine'],
  [
    'far less',
    'far-less',
    { today: { packages: 1, items: 149 } },
    'firing',
    { says: { count: 149, total: 500, percent: 30 } },
  ],
  [
    'far less, before the hour',
    'far-less',
    { today: { packages: 1, items: 1 } },
    'unknown',
    { now: morning },
  ],
  ['enough, before the hour', 'far-less', {}, 'fine', { now: morning }],
  ['nothing at all is another rule’s', 'far-less', none, 'unknown'],
  ['nothing on a Sunday that usually has much', 'far-less', none, 'firing', { now: sunday }],
  [
    'one flood does not say what is usual',
    'far-less',
    { usual: [500, 500, 90_000], today: { packages: 1, items: 400 } },
    'fine',
  ],
  [
    'two weeks do not say what is usual',
    'far-less',
    { usual: [500, 500], today: { packages: 1, items: 1 } },
    'unknown',
  ],
  [
    'little is usual',
    'far-less',
    { usual: [10, 12, 9], today: { packages: 1, items: 0 } },
    'unknown',
  ],

  ['an import went well', 'run-failed', {}, 'fine'],
  ['an import failed', 'run-failed', withRun({ state: 'failed' }), 'firing'],
  ['no import yet', 'run-failed', { lastRun: null }, 'unknown'],

  [
    'mailboxes lack something',
    'not-reconciled',
    withRun({
      state: 'not-reconciled',
      findings: [{ code: 'missing-in-mailbox', mailbox: 'a@b' }],
    }),
    'firing',
    { says: { count: 1 } },
  ],
  [
    'not reconciled without a finding',
    'not-reconciled',
    withRun({ state: 'not-reconciled' }),
    'firing',
  ],
  [
    'a refused package is another rule’s',
    'not-reconciled',
    withRun({ state: 'not-reconciled', findings: [{ code: 'package-refused', found: 1 }] }),
    'fine',
  ],
  [
    'the counts differ',
    'counts-differ',
    withRun({ findings: [{ code: 'items-differ-from-manifests', expected: 9, found: 8 }] }),
    'firing',
    { says: { count: 8, total: 9 } },
  ],
  ['the counts agree', 'counts-differ', {}, 'fine'],
  [
    'a package was refused',
    'package-refused',
    withRun({ packagesRefused: 2 }),
    'firing',
    { says: { count: 2 } },
  ],
  ['none was refused', 'package-refused', {}, 'fine'],

  ['as many failed as may', 'failure-rate', withRun({ failed: 10 }), 'fine'],
  [
    'more failed than may',
    'failure-rate',
    withRun({ failed: 11 }),
    'firing',
    { says: { count: 11, total: 1000, percent: 1.1 } },
  ],
  [
    'of too few, some failed',
    'failure-rate',
    withRun({ availableForImport: 19, failed: 9 }),
    'unknown',
  ],
  ['of few, none failed', 'failure-rate', withRun({ availableForImport: 19 }), 'fine'],
  ['of nothing', 'failure-rate', withRun({ availableForImport: 0 }), 'unknown'],
  [
    'more are held than may',
    'held-rate',
    withRun({ held: 51 }),
    'firing',
    { says: { percent: 5.1 } },
  ],
  [
    'as many are held as an admin allows',
    'held-rate',
    withRun({ held: 51 }),
    'fine',
    { parameters: { rate: 10 } },
  ],

  ['the source answers', 'source-failing', {}, 'fine'],
  [
    'the sign-in is refused',
    'source-failing',
    { sourceStatus: 'sign-in-failed' },
    'firing',
    { afterMinutes: 0, says: { code: 'sign-in-failed' } },
  ],
  [
    'the source is down',
    'source-failing',
    { sourceStatus: 'unreachable' },
    'firing',
    { afterMinutes: 15 },
  ],

  ['nothing waits', 'run-waiting', {}, 'fine'],
  [
    'an import waits for the destination',
    'run-waiting',
    { waiting: { runId, code: 'throttled' } },
    'firing',
    { afterMinutes: 60, says: { code: 'throttled' } },
  ],
  [
    'an import waits for the source',
    'run-waiting',
    { sourceStatus: 'unreachable', waiting: { runId, code: 'unreachable' } },
    'fine',
  ],
  [
    'an import waits for consent',
    'run-waiting',
    { waiting: { runId, code: 'graph-access-denied' } },
    'fine',
  ],
  [
    'an import waits for a person',
    'run-waiting',
    { waiting: { runId, code: 'connector-paused' } },
    'fine',
  ],
];

const cases = rows.map(([what, rule, change, outcome, more = {}]) => ({
  what,
  rule,
  change,
  outcome,
  more,
}));

test.each(cases)('$what ($rule)', ({ rule, change, outcome, more }) => {
  const { now = evening, parameters = {}, isOn = true, says, afterMinutes } = more;
  const judgements = judgeConnector(
    { ...calm, ...change },
    (of) => effectiveRule(of, of === rule ? { rule, isOn, parameters } : undefined),
    now,
  );
  const judgement = judgements.find((one) => one.rule === rule);
  expect(judgement?.outcome).toBe(outcome);
  if (says !== undefined) expect(judgement?.facts).toMatchObject(says);
  if (afterMinutes !== undefined) expect(judgement?.afterMinutes).toBe(afterMinutes);
});

test('a connector that is well sets off nothing', () => {
  const firing = judgeConnector(calm, (rule) => effectiveRule(rule, undefined), evening).filter(
    ({ outcome }) => outcome === 'firing',
  );
  expect(firing).toEqual([]);
});

test('a connector’s own decision goes before the deployment’s', () => {
  const deployment = {
    rule: 'held-rate',
    isOn: false,
    parameters: { rate: 50, leastItems: 5 },
  } as const;
  const connector = { rule: 'held-rate', isOn: true, parameters: { rate: 7 } } as const;
  expect(effectiveRule('held-rate', deployment, connector)).toMatchObject({
    isOn: true,
    parameters: { rate: 7, leastItems: 5 },
  });
});
