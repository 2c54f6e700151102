import { expect, test } from 'vitest';
import type { DeploymentFacts } from './alert-facts.ts';
import { effectiveRule, type AlertRule } from './alert-rules.ts';
import { judgeDeployment } from './judge-deployment.ts';

const calm: DeploymentFacts = {
  isConsentMissing: false,
  consentRefusal: null,
  disk: { freeBytes: 500e9, totalBytes: 1000e9 },
  isStagingFull: false,
};

type Row = readonly [
  what: string,
  rule: AlertRule,
  facts: Partial<DeploymentFacts>,
  says: object | null,
];

const rows: readonly Row[] = [
  ['there is room', 'disk-low', {}, null],
  ['a tenth is free', 'disk-low', { disk: { freeBytes: 100e9, totalBytes: 1000e9 } }, null],
  [
    'less than a tenth is free',
    'disk-low',
    { disk: { freeBytes: 89.96e9, totalBytes: 1000e9 } },
    { percent: 9, count: 90, total: 1000 },
  ],
  ['an import found no room', 'disk-low', { isStagingFull: true }, { percent: 50 }],
  ['nobody knows the disk', 'disk-low', { disk: { freeBytes: 0, totalBytes: 0 } }, null],
  ['consent is there', 'consent-failing', {}, null],
  [
    'consent is lacking',
    'consent-failing',
    { isConsentMissing: true },
    { code: 'consent-missing' },
  ],
  [
    'consent was taken back',
    'consent-failing',
    { consentRefusal: 'graph-access-denied' },
    { code: 'graph-access-denied' },
  ],
];

test.each(rows)('%s (%s)', (_what, rule, change, says) => {
  const judgement = judgeDeployment({ ...calm, ...change }, (of) =>
    effectiveRule(of, undefined),
  ).find((one) => one.rule === rule);
  expect(judgement?.outcome).toBe(says === null ? 'fine' : 'firing');
  if (says !== null) expect(judgement?.facts).toMatchObject(says);
});
