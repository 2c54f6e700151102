'use client';

import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { KindIcon } from '#components/data-connectors/kind-icon.tsx';
import { FactList } from '#components/ui/fact-list.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { findConnectorKind } from '#lib/connectors/catalog.ts';
import { auditAddress, wholeAuditLog } from '#lib/domain/audit/audit-search.ts';
import type { DeletedConnector } from '#lib/domain/connectors/deleted-connector-view.ts';
import { everyHeldItem, heldItemAddress } from '#lib/domain/held-items/held-item-search.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalM,
    height: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  name: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
});

type DeletedConnectorCardProps = {
  readonly connector: DeletedConnector;
  readonly mayReadAuditLog: boolean;
};

/** One connector that is gone, and the ways to what is left of it. */
export function DeletedConnectorCard({ connector, mayReadAuditLog }: DeletedConnectorCardProps) {
  const t = useTranslations('connectors.deletedList');
  const styles = useStyles();
  const { id, name, createdAt, deletedBy, deletedAt, imports, evidence } = connector;
  const kind = findConnectorKind(connector.kind);
  return (
    <section className={styles.card} aria-label={name}>
      <div className={styles.name}>
        {kind !== undefined && <KindIcon icon={kind.icon} size={24} />}
        <Subtitle2 as="h2" className={styles.words}>
          {name}
        </Subtitle2>
      </div>
      <FactList
        facts={[
          { term: t('kind'), fact: kind?.listLabel ?? connector.kind },
          {
            term: t('deleted'),
            fact: (
              <>
                <LocalTime value={deletedAt} />
                {deletedBy !== null && (
                  <>
                    <br />
                    {deletedBy}
                  </>
                )}
              </>
            ),
          },
          { term: t('created'), fact: <LocalTime value={createdAt} /> },
          { term: t('heldItems'), fact: <HeldItems connector={connector} /> },
          { term: t('imports'), fact: t('importCount', { imports, evidence }) },
        ]}
      />
      <div className={styles.links}>
        <TextLink href={`/data-connectors/connectors/${id}/runs`}>{t('openImports')}</TextLink>
        {mayReadAuditLog && (
          <TextLink href={`/audit-log${auditAddress({ ...wholeAuditLog, connector: id })}`}>
            {t('openAuditLog')}
          </TextLink>
        )}
      </div>
    </section>
  );
}

/** What became of what it held. */
function HeldItems({ connector }: Pick<DeletedConnectorCardProps, 'connector'>) {
  const t = useTranslations('connectors.deletedList.items');
  const { held, replayed, released } = connector.items;
  if (held + replayed + released === 0) return t('none');
  const ended = [
    ...(replayed > 0 ? [t('replayed', { count: replayed })] : []),
    ...(released > 0 ? [t('released', { count: released })] : []),
  ];
  return (
    <>
      {held > 0 && (
        <TextLink
          href={`/held-items${heldItemAddress({ ...everyHeldItem, connector: connector.id })}`}
        >
          {t('held', { count: held })}
        </TextLink>
      )}
      {held > 0 && ended.length > 0 && <br />}
      {ended.join(', ')}
    </>
  );
}
