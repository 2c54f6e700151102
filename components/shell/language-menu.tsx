'use client';

import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { LocalLanguageRegular } from '@fluentui/react-icons';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LANGUAGE_COOKIE, locales } from '#lib/messages/locales.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * The language, kept in a cookie of this browser: it needs no session, and no account remembers it.
 * The page is asked for again and stays as it is; what was typed is not lost.
 */
export function LanguageMenu({ className }: { readonly className?: string }) {
  const t = useTranslations('common.language');
  const locale = useLocale();
  const router = useRouter();

  const choose = (chosen: string | undefined) => {
    document.cookie = `${LANGUAGE_COOKIE}=${chosen}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  };

  return (
    <Menu
      inline
      checkedValues={{ language: [locale] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        choose(checkedItems[0]);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className={className}
          icon={<LocalLanguageRegular />}
          aria-label={t('label')}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {Object.entries(locales).map(([tag, name]) => (
            <MenuItemRadio key={tag} name="language" value={tag} lang={tag}>
              {name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
