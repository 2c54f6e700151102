'use client';

import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  Subtitle2,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { signOutAction } from '#lib/actions/sign-out.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  roles: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0 },
  role: { margin: 0 },
});

type NoRoleCardProps = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly ('ConnectorAdmin' | 'Reviewer' | 'Reader')[];
};

/** Why somebody who is signed in sees nothing, and what to ask for. */
export function NoRoleCard({ name, email, roles }: NoRoleCardProps) {
  const t = useTranslations('auth.noRole');
  const roleNames = useTranslations('common.roles');
  const account = useTranslations('common.account');
  const styles = useStyles();

  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('title')}</Title2>
      <Body1>{t('signedInAs', { name, email })}</Body1>
      <Subtitle2 as="h2">{t('what')}</Subtitle2>
      <Body1>{t('ask')}</Body1>
      <dl className={styles.roles}>
        {roles.map((role) => (
          <div key={role}>
            <dt>
              <Text weight="semibold">{roleNames(role)}</Text> <Caption1>({role})</Caption1>
            </dt>
            <dd className={styles.role}>
              <Body1>{t(role)}</Body1>
            </dd>
          </div>
        ))}
      </dl>
      <Body1>{t('then')}</Body1>
      <form action={signOutAction}>
        <Button type="submit">{account('signOut')}</Button>
      </form>
    </div>
  );
}
