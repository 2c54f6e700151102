'use client';

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { Choice } from '#components/ui/choice.tsx';
import { ALERT_RULES, ALERT_SEVERITIES } from '#lib/domain/alerts/alert-rules.ts';
import { hasAlertFilter, type AlertSearch } from '#lib/domain/alerts/alert-search.ts';
import type { AlertPage } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    maxWidth: '1280px',
  },
  clear: { justifySelf: 'start' },
});

type AlertFiltersProps = {
  readonly search: AlertSearch;
  readonly connectors: AlertPage['connectors'];
  readonly onChange: (change: Partial<AlertSearch>) => void;
};

/** Narrows the list down; which alerts by how they stand is the tabs' part. */
export function AlertFilters({ search, connectors, onChange }: AlertFiltersProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  return (
    <div role="search" aria-label={t('filters.label')} className={styles.filters}>
      <Choice
        label={t('filters.severity')}
        any={t('filters.anySeverity')}
        value={search.severity}
        options={ALERT_SEVERITIES.map((value) => ({ value, label: t(`severities.${value}`) }))}
        onChoose={(chosen) => {
          onChange({ severity: ALERT_SEVERITIES.find((one) => one === chosen) ?? '' });
        }}
      />
      <Choice
        label={t('filters.rule')}
        any={t('filters.anyRule')}
        value={search.rule}
        options={ALERT_RULES.map((value) => ({ value, label: t(`rules.${value}.name`) }))}
        onChoose={(chosen) => {
          onChange({ rule: ALERT_RULES.find((one) => one === chosen) ?? '' });
        }}
      />
      <Choice
        label={t('filters.connector')}
        any={t('filters.anyConnector')}
        value={search.connector}
        options={connectors.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(connector) => {
          onChange({ connector });
        }}
      />
      {hasAlertFilter(search) && (
        <Button
          className={styles.clear}
          onClick={() => {
            onChange({ rule: '', severity: '', connector: '' });
          }}
        >
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}
