'use client';

import { Body1, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  DismissCircleFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
  },
  item: { display: 'flex', columnGap: tokens.spacingHorizontalM },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorNeutralForeground3 },
  met: { color: tokens.colorStatusSuccessForeground1 },
  missing: { color: tokens.colorStatusDangerForeground1 },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  text: { color: tokens.colorNeutralForeground2 },
});

type PrerequisitesProps = { readonly kind: CatalogEntry; readonly hasRole: boolean };

/** What has to be in place before the wizard. Only the role is something Custody can see for itself. */
export function Prerequisites({ kind, hasRole }: PrerequisitesProps) {
  const t = useTranslations('catalog.prerequisites');
  const styles = useStyles();
  const names = {
    app: kind.appName ?? kind.pageLabel,
    cloud: kind.cloudName ?? kind.pageLabel,
    carrier: kind.carrierName ?? kind.pageLabel,
  };

  return (
    <ul className={styles.list}>
      {kind.prerequisites.map((id) => {
        const state = id !== 'role' ? 'open' : hasRole ? 'met' : 'missing';
        const Icon = icons[state];
        return (
          <li key={id} className={styles.item}>
            <Icon
              aria-hidden
              className={mergeClasses(
                styles.icon,
                state === 'met' && styles.met,
                state === 'missing' && styles.missing,
              )}
            />
            <div className={styles.words}>
              <Text weight="semibold">{t(`${id}.title`, names)}</Text>
              <Body1 className={styles.text}>
                {t(`${id}.text`, names)} {state !== 'open' && <strong>{t(`role.${state}`)}</strong>}
              </Body1>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const icons: Readonly<Record<'open' | 'met' | 'missing', FluentIcon>> = {
  open: CircleRegular,
  met: CheckmarkCircleFilled,
  missing: DismissCircleFilled,
};
