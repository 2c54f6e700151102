'use client';

import {
  Caption1,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Spoken } from '#components/ui/spoken.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { WizardStep, WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';

const MARK = '24px';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    '@media (max-width: 767px)': { display: 'none' },
  },
  step: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: `${MARK} 1fr`,
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalXXL,
    // The line from this mark down to the next.
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '11px',
      top: '28px',
      bottom: '4px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ':last-child': { paddingBottom: 0 },
    ':last-child::before': { display: 'none' },
  },
  passed: { '::before': { backgroundColor: tokens.colorBrandStroke1 } },
  mark: {
    width: MARK,
    height: MARK,
    boxSizing: 'border-box',
    display: 'grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: 1,
  },
  markDone: {
    border: `2px solid ${tokens.colorBrandBackground}`,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  markCurrent: {
    border: `2px solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorBrandForeground1,
  },
  words: { display: 'grid', alignContent: 'center', minHeight: MARK },
  locked: { color: tokens.colorNeutralForeground3 },
  note: { color: tokens.colorNeutralForeground3 },
  compact: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    '@media (min-width: 768px)': { display: 'none' },
  },
});

type WizardStepperProps = { readonly draft: DraftView; readonly current: WizardStepId };

/** How far the setup is: a list at the side, or a line and a bar on a narrow screen. */
export function WizardStepper({ draft, current }: WizardStepperProps) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const index = draft.steps.findIndex(({ id }) => id === current);
  const count = draft.steps.length;

  return (
    <>
      <ol className={styles.list}>
        {draft.steps.map((step, position) => (
          <li
            key={step.id}
            className={mergeClasses(styles.step, isPassed(step) && styles.passed)}
            aria-current={step.id === current ? 'step' : undefined}
          >
            <StepMark step={step} isCurrent={step.id === current} number={position + 1} />
            <span className={styles.words}>
              <StepName draft={draft} step={step} isCurrent={step.id === current}>
                {t(`steps.${step.id}`)}
              </StepName>
              {step.state === 'skipped' && (
                <Caption1 className={styles.note}>{t('skippedNote')}</Caption1>
              )}
            </span>
          </li>
        ))}
      </ol>
      <div className={styles.compact}>
        <Text size={200}>
          {t.rich('progress', {
            number: index + 1,
            count,
            step: () => (
              <Text size={200} weight="semibold">
                {t(`steps.${current}`)}
              </Text>
            ),
          })}
        </Text>
        <ProgressBar value={index + 1} max={count} aria-hidden />
      </div>
    </>
  );
}

function isPassed({ state }: WizardStep): boolean {
  return state === 'done' || state === 'skipped';
}

type StepMarkProps = {
  readonly step: WizardStep;
  readonly isCurrent: boolean;
  readonly number: number;
};

function StepMark({ step, isCurrent, number }: StepMarkProps) {
  const styles = useStyles();
  const isDone = isPassed(step) && !isCurrent;
  return (
    <span
      aria-hidden
      className={mergeClasses(
        styles.mark,
        isCurrent && styles.markCurrent,
        isDone && styles.markDone,
      )}
    >
      {isDone ? <CheckmarkFilled /> : number}
    </span>
  );
}

type StepNameProps = {
  readonly draft: DraftView;
  readonly step: WizardStep;
  readonly isCurrent: boolean;
  readonly children: ReactNode;
};

/** A link to a step that may be opened. Its state is said to those who do not see the mark. */
function StepName({ draft, step, isCurrent, children }: StepNameProps) {
  const t = useTranslations('wizard.stepState');
  const styles = useStyles();
  if (isCurrent) return <Text weight="semibold">{children}</Text>;
  return (
    <span>
      {draft.openSteps.includes(step.id) ? (
        <TextLink href={stepHref(draft, step.id)}>{children}</TextLink>
      ) : (
        <Text className={styles.locked}>{children}</Text>
      )}
      <Spoken>{`, ${t(step.state)}`}</Spoken>
    </span>
  );
}
