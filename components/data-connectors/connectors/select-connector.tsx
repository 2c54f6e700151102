'use client';

import { Checkbox, makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

/** Names of the selected connectors by id: a selection goes over several pages. */
export type ConnectorSelection = ReadonlyMap<string, string>;

type Selectable = Pick<ConnectorSummary, 'id' | 'name'>;

// The link of the name lies over the whole row.
const useStyles = makeStyles({ above: { position: 'relative', zIndex: 1 } });

type SelectConnectorProps = {
  readonly connector: Selectable;
  readonly selection: ConnectorSelection;
  readonly onSelect: (selection: ConnectorSelection) => void;
  readonly className?: string;
};

/** Takes a connector into the selection, or out of it. */
export function SelectConnector({
  connector: { id, name },
  selection,
  onSelect,
  className,
}: SelectConnectorProps) {
  const t = useTranslations('connectors.bulk');
  const styles = useStyles();
  return (
    <Checkbox
      className={mergeClasses(styles.above, className)}
      aria-label={t('select', { name })}
      checked={selection.has(id)}
      onChange={(_event, { checked }) => {
        const others = [...selection].filter(([other]) => other !== id);
        onSelect(new Map(checked === true ? [...others, [id, name]] : others));
      }}
    />
  );
}

type SelectPageProps = {
  readonly connectors: readonly Selectable[];
  readonly selection: ConnectorSelection;
  readonly onSelect: (selection: ConnectorSelection) => void;
};

/** Takes a whole page into the selection, or out of it. */
export function SelectPage({ connectors, selection, onSelect }: SelectPageProps) {
  const t = useTranslations('connectors.bulk');
  const chosen = connectors.filter(({ id }) => selection.has(id));
  const isAll = chosen.length === connectors.length;
  return (
    <Checkbox
      aria-label={t('selectPage')}
      checked={isAll ? true : chosen.length > 0 ? 'mixed' : false}
      onChange={() => {
        const here = new Set(connectors.map(({ id }) => id));
        const elsewhere = [...selection].filter(([id]) => !here.has(id));
        const added = isAll ? [] : connectors.map(({ id, name }) => [id, name] as const);
        onSelect(new Map([...elsewhere, ...added]));
      }}
    />
  );
}
