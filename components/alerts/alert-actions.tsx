'use client';

import {
  Button,
  Caption1,
  makeStyles,
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { AlertSnoozeRegular, CheckmarkRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { useToast } from '#components/ui/toasts.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import { acknowledgeAlertAction, snoozeAlertAction } from '#lib/actions/alerts.ts';
import type { ActionResult } from '#lib/actions/run-action.ts';
import type { AlertView } from '#lib/domain/alerts/alert-view.ts';

const SNOOZE_HOURS = [1, 8, 24, 168] as const;

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type AlertActionsProps = {
  readonly alert: Pick<AlertView, 'id' | 'acknowledgedBy' | 'snoozedUntil'>;
  readonly mayManage: boolean;
};

/** Says that somebody sees to it, or puts it off; or why neither can be done. */
export function AlertActions({ alert, mayManage }: AlertActionsProps) {
  const t = useTranslations('alerts.actions');
  const styles = useStyles();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [isBusy, startTransition] = useTransition();
  const perform = (act: () => Promise<ActionResult<unknown>>, done: string) => {
    startTransition(async () => {
      const result = await act();
      toast(
        result.ok
          ? { intent: 'success', text: done }
          : { intent: 'error', text: result.error.message },
      );
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
    });
  };
  const snooze = (hours: number) => {
    const done = hours === 0 ? t('unsnoozed') : t('snoozed');
    perform(() => snoozeAlertAction({ alertId: alert.id, hours }), done);
  };

  if (!mayManage) return <Caption1>{t('noPermission')}</Caption1>;
  return (
    <div role="toolbar" aria-label={t('label')} className={styles.buttons}>
      {alert.acknowledgedBy === null && (
        <Button
          icon={<CheckmarkRegular />}
          disabledFocusable={isBusy}
          onClick={() => {
            perform(() => acknowledgeAlertAction({ alertId: alert.id }), t('acknowledged'));
          }}
        >
          {t('acknowledge')}
        </Button>
      )}
      <Menu inline>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton icon={<AlertSnoozeRegular />} disabledFocusable={isBusy}>
            {t('snooze')}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {SNOOZE_HOURS.map((hours) => (
              <MenuItem
                key={hours}
                onClick={() => {
                  snooze(hours);
                }}
              >
                {t(`hours.${hours}`)}
              </MenuItem>
            ))}
            {alert.snoozedUntil !== null && (
              <MenuItem
                onClick={() => {
                  snooze(0);
                }}
              >
                {t('unsnooze')}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
