'use client';

import { Body1, Caption1Strong, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { StepDrawing, type DrawnStep } from '#components/data-connectors/step-drawing.tsx';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const ARROW_GAP = tokens.spacingHorizontalXXL;

const useStyles = makeStyles({
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(4, 1fr)',
    columnGap: ARROW_GAP,
    rowGap: tokens.spacingVerticalXXL,
    '@media (max-width: 1099px)': { gridTemplateColumns: 'repeat(2, 1fr)' },
    '@media (max-width: 599px)': { gridTemplateColumns: '1fr' },
  },
  step: {
    position: 'relative',
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXS,
    // The way to the next step.
    ':not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      top: '64px',
      insetInlineEnd: `calc(-0.5 * ${ARROW_GAP} - 4px)`,
      width: '8px',
      height: '8px',
      borderTop: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralForeground3}`,
      borderRight: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralForeground3}`,
      transform: 'rotate(45deg)',
      '@media (max-width: 599px)': {
        top: 'auto',
        bottom: `calc(-0.5 * ${tokens.spacingVerticalXXL} - 2px)`,
        insetInlineEnd: 'auto',
        insetInlineStart: '50%',
        transform: 'rotate(135deg)',
      },
    },
  },
  drawing: {
    display: 'flex',
    justifyContent: 'center',
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    marginBottom: tokens.spacingVerticalXS,
    '& svg': { maxWidth: '210px' },
  },
  title: { display: 'flex', alignItems: 'baseline', columnGap: tokens.spacingHorizontalS },
  number: {
    flexShrink: 0,
    width: '22px',
    height: '22px',
    lineHeight: '22px',
    textAlign: 'center',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  text: { color: tokens.colorNeutralForeground2 },
});

const captureTexts = {
  app: 'capture.textApp',
  'app-or-cloud': 'capture.textChoice',
  'corporate-phone': 'capture.textNetwork',
} as const satisfies Record<CatalogEntry['phoneRule'], string>;
const copyTexts = {
  'real-time': 'copy.textRealTime',
  daily: 'copy.textDaily',
  'not-stated': 'copy.textNotStated',
} as const satisfies Record<CatalogEntry['copyMode'], string>;

/** From the phone to the mailbox, in four steps: drawn, and in words. */
export function HowItWorks({ kind }: { readonly kind: CatalogEntry }) {
  const t = useTranslations('overview.steps');
  const styles = useStyles();
  const steps: readonly { id: DrawnStep; text: string }[] = [
    { id: 'capture', text: t(captureTexts[kind.phoneRule], { name: kind.pageLabel }) },
    { id: 'copy', text: t(copyTexts[kind.copyMode]) },
    { id: 'fetch', text: t('fetch.text') },
    { id: 'deliver', text: t('deliver.text', { folder: kind.folderName }) },
  ];

  return (
    <ol className={styles.steps}>
      {steps.map(({ id, text }, index) => (
        <li key={id} className={styles.step}>
          <div className={styles.drawing}>
            <StepDrawing step={id} />
          </div>
          <div className={styles.title}>
            <Caption1Strong className={styles.number} aria-hidden>
              {index + 1}
            </Caption1Strong>
            <Subtitle2 as="h3">{t(`${id}.title`)}</Subtitle2>
          </div>
          <Body1 className={styles.text}>{text}</Body1>
        </li>
      ))}
    </ol>
  );
}
