'use client';

import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ColumnTripleEditRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import {
  COLUMNS_COOKIE,
  columnsCookie,
  CONNECTOR_COLUMNS,
  type ConnectorColumn,
} from '#lib/domain/connectors/connector-columns.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

type ColumnMenuProps = {
  readonly columns: readonly ConnectorColumn[];
  readonly onChange: (columns: readonly ConnectorColumn[]) => void;
  readonly className?: string;
};

/** Which columns the table has; kept in a cookie of this browser. */
export function ColumnMenu({ columns, onChange, className }: ColumnMenuProps) {
  const t = useTranslations('connectors');
  const choose = (names: readonly string[]) => {
    const chosen = CONNECTOR_COLUMNS.filter((column) => names.includes(column));
    document.cookie = `${COLUMNS_COOKIE}=${columnsCookie(chosen)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    onChange(chosen);
  };
  return (
    <Menu
      checkedValues={{ columns: [...columns] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        choose(checkedItems);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button className={className} appearance="subtle" icon={<ColumnTripleEditRegular />}>
          {t('chooseColumns')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {CONNECTOR_COLUMNS.map((column) => (
            <MenuItemCheckbox key={column} name="columns" value={column} persistOnClick>
              {t(`columns.${column}`)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
