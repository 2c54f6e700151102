'use client';

import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { ReactElement } from 'react';

const YEAR_SECONDS = 365 * 24 * 3600;

type ChoiceMenuProps<Value extends string> = {
  readonly label: string;
  readonly icon: ReactElement;
  readonly className: string | undefined;
  /** Cookie of this browser that keeps the choice; no account remembers it. */
  readonly cookie: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    /** Of the label, where it differs from the page's. */
    readonly lang?: string;
  }[];
  readonly onChoose: (value: Value) => void;
};

/** A button in the top bar with one of a few choices, kept for a year. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon, className, cookie, value, options, onChoose } = props;
  return (
    <Menu
      inline
      checkedValues={{ [cookie]: [value] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const chosen = options.find((option) => option.value === checkedItems[0])?.value;
        if (chosen === undefined) return;
        document.cookie = `${cookie}=${chosen}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
        onChoose(chosen);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" className={className} icon={icon} aria-label={label} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {options.map((option) => (
            <MenuItemRadio key={option.value} name={cookie} value={option.value} lang={option.lang}>
              {option.label}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
