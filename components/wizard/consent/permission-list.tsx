'use client';

import { Body1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { StatusText, type StatusTone } from '#components/ui/status-text.tsx';
import type { AppPermission } from '#lib/domain/wizard/app-permissions.ts';
import type { PermissionStatus } from '#lib/domain/wizard/consent-status.ts';

/** A dot in the key of a message means a level below. */
const REASONS = {
  'Mail.ReadWrite': 'mailReadWrite',
  'User.Read.All': 'userReadAll',
  'IMAP.AccessAsApp': 'imapAccessAsApp',
} as const satisfies Record<AppPermission, string>;

type Look = { readonly tone: StatusTone; readonly icon: FluentIcon };
const LOOKS: Readonly<Record<PermissionStatus['state'], Look>> = {
  missing: { tone: 'neutral', icon: CircleRegular },
  granted: { tone: 'warning', icon: ClockRegular },
  'in-force': { tone: 'success', icon: CheckmarkCircleFilled },
};

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: { display: 'grid', rowGap: tokens.spacingVerticalM },
  permission: { fontFamily: tokens.fontFamilyMonospace },
  term: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
});

type PermissionListProps = {
  readonly permissions: readonly AppPermission[];
  /** How far each is; undefined until Microsoft has been asked. */
  readonly statuses?: readonly PermissionStatus[] | undefined;
};

/** What is asked for, the reason for each, and whether it is there. */
export function PermissionList({ permissions, statuses = [] }: PermissionListProps) {
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  const states = new Map(statuses.map(({ permission, state }) => [permission, state]));
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('permissionsTitle')}</Subtitle2>
      <dl className={styles.list}>
        {permissions.map((permission) => {
          const state = states.get(permission);
          return (
            <div key={permission}>
              <dt className={styles.term}>
                <Text weight="semibold" className={styles.permission}>
                  {permission}
                </Text>
                {state !== undefined && (
                  <StatusText {...LOOKS[state]}>{t(`permissionStates.${state}`)}</StatusText>
                )}
              </dt>
              <dd>
                <Body1>{t(`permissions.${REASONS[permission]}`)}</Body1>
              </dd>
            </div>
          );
        })}
      </dl>
      <Body1>{t('permissionsLeast')}</Body1>
    </section>
  );
}
