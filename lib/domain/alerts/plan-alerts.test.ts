import { expect, test } from 'vitest';
import { alertFactsSchema, type Judgement } from './alert-facts.ts';
import { planAlerts, type ActiveAlert, type AlertChange } from './plan-alerts.ts';

const now = new Date('2026-11-18T12:00:00Z');
const facts = alertFactsSchema.parse({ code: 'unreachable' });

const open: ActiveAlert = {
  id: 'a1',
  rule: 'source-failing',
  connectorId: 'c1',
  state: 'open',
  seenAt: new Date('2026-11-18T11:45:00Z'),
  runId: null,
  facts,
};
const pending: ActiveAlert = { ...open, state: 'pending' };

const firing: Judgement = {
  rule: 'source-failing',
  connectorId: 'c1',
  outcome: 'firing',
  runId: null,
  facts,
  afterMinutes: 15,
};
const atOnce = { ...firing, afterMinutes: 0 };
const fine = { ...firing, outcome: 'fine' } as const;
const unknown = { ...firing, outcome: 'unknown' } as const;

type Row = readonly [
  what: string,
  alert: ActiveAlert | null,
  judgement: Judgement | null,
  kinds: readonly AlertChange['kind'][],
];

const rows: readonly Row[] = [
  ['nothing is wrong', null, fine, []],
  ['something is wrong for the first time', null, firing, ['insert']],
  ['it has lasted long enough', pending, firing, ['open']],
  [
    'it has not lasted long enough',
    { ...pending, seenAt: new Date('2026-11-18T11:45:01Z') },
    firing,
    [],
  ],
  ['it became something that does not wait', { ...pending, seenAt: now }, atOnce, ['open']],
  ['it passed by before anybody was told', pending, fine, ['drop']],
  ['it is open already, and nothing is new', open, firing, []],
  [
    'it is open already, with other figures',
    open,
    { ...firing, facts: { ...facts, count: 2 } },
    ['refresh'],
  ],
  ['it is open already, of another run', open, { ...firing, runId: 'r2' }, ['refresh']],
  ['it is mended', open, fine, ['recover']],
  ['nothing is to be said', open, unknown, []],
  ['nothing is to be said of a pending one', pending, unknown, []],
  ['its rule was turned off', open, null, ['close']],
  ['its rule was turned off before anybody was told', pending, null, ['drop']],
  [
    'another connector’s is another alert',
    open,
    { ...firing, connectorId: 'c2' },
    ['insert', 'close'],
  ],
];

test.each(rows)('%s', (_what, alert, judgement, kinds) => {
  const changes = planAlerts(
    alert === null ? [] : [alert],
    judgement === null ? [] : [judgement],
    now,
  );
  expect(changes.map(({ kind }) => kind)).toEqual(kinds);
});

test('what has to last is pending first, and anything else open at once', () => {
  expect(planAlerts([], [firing], now)).toMatchObject([{ state: 'pending' }]);
  expect(planAlerts([], [atOnce], now)).toMatchObject([{ state: 'open' }]);
});
