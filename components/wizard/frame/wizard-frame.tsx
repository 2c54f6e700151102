'use client';

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { WizardStepper } from '#components/wizard/frame/wizard-stepper.tsx';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';

const useStyles = makeStyles({
  frame: {
    flexGrow: 1,
    display: 'grid',
    gridTemplateColumns: '260px minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 767px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'auto 1fr',
    },
  },
  side: {
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    borderInlineEndWidth: tokens.strokeWidthThin,
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorNeutralStroke2,
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXXL,
    '@media (max-width: 767px)': {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
      rowGap: tokens.spacingVerticalS,
      borderInlineEndStyle: 'none',
    },
  },
});

type WizardFrameProps = {
  readonly draft: DraftView;
  readonly step: WizardStepId;
  readonly children: ReactNode;
};

/** The wizard's page: steps at the side, the step itself beside them. */
export function WizardFrame({ draft, step, children }: WizardFrameProps) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <nav aria-label={t('stepsLabel')} className={styles.side}>
        <Text size={400} weight="semibold">
          {draft.edits === null
            ? t('title', { name: getConnectorKind(draft.kind).pageLabel })
            : t('titleEdit', { name: draft.edits.name })}
        </Text>
        <WizardStepper draft={draft} current={step} />
      </nav>
      {children}
    </div>
  );
}
