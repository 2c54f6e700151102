'use client';

import { Body1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { GRAPH_PERMISSIONS, type GraphPermission } from '#lib/domain/wizard/graph-permissions.ts';

/** A dot in the key of a message means a level below. */
const REASONS = {
  'Mail.ReadWrite': 'mailReadWrite',
  'User.Read.All': 'userReadAll',
} as const satisfies Record<GraphPermission, string>;

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: { display: 'grid', rowGap: tokens.spacingVerticalM },
  permission: { fontFamily: tokens.fontFamilyMonospace },
});

/** What is asked for, and the reason for each. */
export function PermissionList() {
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('permissionsTitle')}</Subtitle2>
      <dl className={styles.list}>
        {GRAPH_PERMISSIONS.map((permission) => (
          <div key={permission}>
            <dt>
              <Text weight="semibold" className={styles.permission}>
                {permission}
              </Text>
            </dt>
            <dd>
              <Body1>{t(`permissions.${REASONS[permission]}`)}</Body1>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
