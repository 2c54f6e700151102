'use client';

import { Badge, makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { DeleteFilled, PauseCircleFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { KindIcon } from '#components/data-connectors/kind-icon.tsx';
import { useLink } from '#components/ui/use-link.ts';
import { findConnectorKind } from '#lib/connectors/catalog.ts';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  name: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  words: { display: 'grid', justifyItems: 'start', minWidth: 0, rowGap: tokens.spacingVerticalXXS },
  link: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    overflowWrap: 'anywhere',
    // The whole row (or card), which is positioned, opens the fly-out.
    '::after': { content: '""', position: 'absolute', inset: 0 },
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outlineStyle: 'none' },
    ':focus-visible::after': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
});

type ConnectorNameProps = {
  readonly connector: Pick<ConnectorSummary, 'id' | 'name' | 'kind' | 'state'>;
  /** Of the fly-out. */
  readonly href: string;
};

/** The link that opens a connector. */
export function ConnectorName({ connector, href }: ConnectorNameProps) {
  const t = useTranslations('connectors');
  const styles = useStyles();
  const link = useLink(href, { scroll: false });
  // When the fly-out closes, the focus comes back here.
  const restoreFocus = useRestoreFocusTarget();
  const kind = findConnectorKind(connector.kind);
  return (
    <span className={styles.name}>
      {kind !== undefined && <KindIcon icon={kind.icon} size={24} />}
      <span className={styles.words}>
        <a {...link} {...restoreFocus} className={styles.link}>
          {connector.name}
        </a>
        {connector.state === 'deleting' && (
          <Badge appearance="tint" color="danger" icon={<DeleteFilled />}>
            {t('deleting.badge')}
          </Badge>
        )}
        {connector.state === 'paused' && (
          <Badge appearance="tint" color="warning" icon={<PauseCircleFilled />}>
            {t('paused')}
          </Badge>
        )}
      </span>
    </span>
  );
}
