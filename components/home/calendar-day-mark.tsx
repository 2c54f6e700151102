'use client';

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowSyncRegular,
  CheckmarkRegular,
  DismissRegular,
  PauseRegular,
  SubtractRegular,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useLink } from '#components/ui/use-link.ts';
import type { DayState } from '#lib/domain/calendar.ts';

/** Told apart by their shape as well as by their colour. */
const icons = {
  incomplete: DismissRegular,
  held: PauseRegular,
  running: ArrowSyncRegular,
  complete: CheckmarkRegular,
  none: SubtractRegular,
} as const;

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '24px',
    height: '24px',
    borderRadius: tokens.borderRadiusMedium,
    fontSize: '14px',
    color: tokens.colorNeutralForeground3,
  },
  incomplete: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  held: {
    backgroundColor: tokens.colorStatusWarningBackground2,
    color: tokens.colorStatusWarningForeground2,
  },
  running: {
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  complete: {
    backgroundColor: tokens.colorStatusSuccessBackground2,
    color: tokens.colorStatusSuccessForeground2,
  },
  none: {},
  before: {},
  link: {
    textDecorationLine: 'none',
    ':hover': { boxShadow: `0 0 0 2px ${tokens.colorNeutralStrokeAccessible}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
});

type CalendarDayMarkProps = {
  readonly state: DayState;
  readonly runId: string | null;
  /** In words. */
  readonly day: string;
};

/** A day of a connector; with an import it is a link to it. */
export function CalendarDayMark({ state, runId, day }: CalendarDayMarkProps) {
  const t = useTranslations('home.calendar');
  const styles = useStyles();
  const link = useLink(`/runs/${runId}`);
  if (state === 'before') return null;
  const Icon = icons[state];
  const className = mergeClasses(styles.mark, styles[state]);
  const words = t('day', { day, state: t(`states.${state}`) });
  if (runId === null) {
    return (
      <span className={className} role="img" aria-label={words} title={words}>
        <Icon aria-hidden />
      </span>
    );
  }
  return (
    <a {...link} className={mergeClasses(className, styles.link)} aria-label={words} title={words}>
      <Icon aria-hidden />
    </a>
  );
}

/** The same picture without a day, for the legend. */
export function CalendarMark({ state }: { readonly state: keyof typeof icons }) {
  const styles = useStyles();
  const Icon = icons[state];
  return (
    <span className={mergeClasses(styles.mark, styles[state])} aria-hidden>
      <Icon />
    </span>
  );
}
