'use client';

import { makeStyles, ToggleButton } from '@fluentui/react-components';
import { GridRegular, TextBulletListLtrRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { KIND_VIEWS, type KindView } from '#components/data-connectors/kind-list-search.ts';

const icons = { tiles: <GridRegular />, list: <TextBulletListLtrRegular /> } as const;

const useStyles = makeStyles({ group: { display: 'flex' } });

type ViewSwitchProps = { readonly view: KindView; readonly onChange: (view: KindView) => void };

/** Tiles or a list. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const t = useTranslations('overview.view');
  const styles = useStyles();
  return (
    <div role="group" aria-label={t('label')} className={styles.group}>
      {KIND_VIEWS.map((option) => (
        <ToggleButton
          key={option}
          appearance="subtle"
          icon={icons[option]}
          aria-label={t(option)}
          title={t(option)}
          checked={option === view}
          onClick={() => {
            onChange(option);
          }}
        />
      ))}
    </div>
  );
}
