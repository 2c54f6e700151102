'use client';

import { useTranslations } from 'next-intl';
import { CoveragePanel } from '#components/coverage/coverage-panel.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';

type ConnectorCoverageScreenProps = {
  readonly connector: { readonly id: string; readonly name: string };
  readonly initial: CoverageView;
};

/** What the next import of a connector would do. */
export function ConnectorCoverageScreen({ connector, initial }: ConnectorCoverageScreenProps) {
  const t = useTranslations('coverage');
  const crumbs = useTranslations('connectors');
  const details = `/data-connectors/connectors?connector=${connector.id}`;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        crumbs={[
          { label: crumbs('title'), href: '/data-connectors/connectors' },
          { label: connector.name, href: details },
        ]}
      />
      <CoveragePanel
        subject={{ connectorId: connector.id }}
        initial={initial}
        loginHref={details}
      />
    </>
  );
}
