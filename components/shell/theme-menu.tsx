'use client';

import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  colorScheme,
  parseThemeChoice,
  THEME_CHOICES,
  THEME_COOKIE,
  type ThemeChoice,
} from '#components/ui/theme-choice.ts';

type ThemeMenuProps = { readonly initial: ThemeChoice; readonly className?: string };

const YEAR_SECONDS = 365 * 24 * 3600;

function applyTheme(choice: ThemeChoice): void {
  document.cookie = `${THEME_COOKIE}=${choice}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  document.documentElement.style.colorScheme = colorScheme(choice);
}

/** Light, dark, or as the system; kept in a cookie of this browser. */
export function ThemeMenu({ initial, className }: ThemeMenuProps) {
  const t = useTranslations('common.theme');
  const [choice, setChoice] = useState(initial);

  return (
    <Menu
      inline
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const next = parseThemeChoice(checkedItems[0]);
        setChoice(next);
        applyTheme(next);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className={className}
          icon={<DarkThemeRegular />}
          aria-label={t('label')}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {THEME_CHOICES.map((value) => (
            <MenuItemRadio key={value} name="theme" value={value}>
              {t(value)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
