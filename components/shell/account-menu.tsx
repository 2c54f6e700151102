'use client';

import {
  Avatar,
  Button,
  Caption1,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { signOutAction } from '#lib/actions/sign-out.ts';

export type Account = {
  readonly name: string;
  readonly email: string;
  /** In the reader's language. */
  readonly role: string;
};

const useStyles = makeStyles({
  surface: { display: 'grid', rowGap: tokens.spacingVerticalL, minWidth: '240px' },
  person: { display: 'flex', columnGap: tokens.spacingHorizontalM, alignItems: 'center' },
  words: { display: 'grid', overflowWrap: 'anywhere' },
  trigger: { minWidth: 'auto' },
});

type AccountMenuProps = { readonly account: Account; readonly className?: string };

/** Who is signed in, with which role, and the way out. */
export function AccountMenu({ account, className }: AccountMenuProps) {
  const t = useTranslations('common.account');
  const styles = useStyles();

  return (
    <Popover trapFocus positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className={className}
          icon={
            <Avatar
              name={account.name}
              size={28}
              color="colorful"
              aria-label={t('label', { name: account.name })}
            />
          }
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('label', { name: account.name })}>
        <div className={styles.person}>
          <Avatar name={account.name} size={40} color="colorful" aria-hidden />
          <div className={styles.words}>
            <Text weight="semibold">{account.name}</Text>
            <Caption1>{account.email}</Caption1>
            <Caption1>{t('role', { role: account.role })}</Caption1>
          </div>
        </div>
        <form action={signOutAction}>
          <Button type="submit" icon={<SignOutRegular />}>
            {t('signOut')}
          </Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
}
