'use client';

import {
  Caption1,
  makeStyles,
  mergeClasses,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, DismissCircleFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { Spoken } from '#components/ui/spoken.tsx';
import { CONNECTION_STEPS, type ConnectionStep } from '#lib/domain/connection-check.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
  },
  icon: { display: 'grid', placeItems: 'center', height: '20px', fontSize: '20px' },
  pending: { color: tokens.colorNeutralForeground3 },
  passed: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  words: { display: 'grid' },
  detail: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** The four checks in their order, whether they have begun or not. */
export function CheckSteps({ steps }: { readonly steps: readonly ConnectionStep[] }) {
  const t = useTranslations('wizard.check');
  const styles = useStyles();
  const latest = steps.findLast(({ state }) => state === 'passed' || state === 'failed');
  return (
    <>
      <Spoken role="status">
        {latest !== undefined &&
          t('said', { step: t(`steps.${latest.id}`), state: t(`stepStates.${latest.state}`) })}
      </Spoken>
      <ol className={styles.list}>
        {CONNECTION_STEPS.map((id) => {
          const step = steps.find((known) => known.id === id);
          const state = step?.state ?? 'pending';
          return (
            <li key={id} className={styles.step}>
              <StepIcon state={state} label={t(`stepStates.${state}`)} />
              <span className={styles.words}>
                <Text className={mergeClasses(state === 'pending' && styles.pending)}>
                  {t(`steps.${id}`)}
                </Text>
                <StepDetail step={step} />
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function StepDetail({ step }: { readonly step: ConnectionStep | undefined }) {
  const t = useTranslations('wizard.check.details');
  const styles = useStyles();
  if (step?.detail === undefined) return null;
  if (step.id === 'host-key') {
    return (
      <Caption1 className={styles.detail}>
        {t(step.state === 'failed' ? 'otherHostKey' : 'hostKey', { fingerprint: step.detail })}
      </Caption1>
    );
  }
  if (step.id === 'reach') {
    return <Caption1 className={styles.detail}>{t('address', { address: step.detail })}</Caption1>;
  }
  if (step.id === 'packages') {
    return (
      <Caption1 className={styles.detail}>{t('packages', { count: Number(step.detail) })}</Caption1>
    );
  }
  return null;
}

type StepIconProps = {
  readonly state: ConnectionStep['state'] | 'pending';
  readonly label: string;
};

function StepIcon({ state, label }: StepIconProps) {
  const styles = useStyles();
  switch (state) {
    case 'running':
      return (
        <span className={styles.icon}>
          <Spinner size="extra-tiny" aria-label={label} />
        </span>
      );
    case 'passed':
      return (
        <span className={mergeClasses(styles.icon, styles.passed)}>
          <CheckmarkCircleFilled aria-label={label} />
        </span>
      );
    case 'failed':
      return (
        <span className={mergeClasses(styles.icon, styles.failed)}>
          <DismissCircleFilled aria-label={label} />
        </span>
      );
    case 'pending':
      return (
        <span className={mergeClasses(styles.icon, styles.pending)}>
          <CircleRegular aria-label={label} />
        </span>
      );
  }
}
