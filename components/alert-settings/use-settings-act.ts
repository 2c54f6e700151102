'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTransition } from 'react';
import { useToast } from '#components/ui/toasts.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import type { ActionResult } from '#lib/actions/run-action.ts';

type Act<Data> = {
  readonly act: () => Promise<ActionResult<Data>>;
  /** Said when it is done. */
  readonly said?: string;
  readonly onDone?: (data: Data) => void;
};

/** Does what changes a setting, says how that went, and has everything on the page asked again. */
export function useSettingsAct() {
  const toast = useToast();
  const queryClient = useQueryClient();
  const [isBusy, startTransition] = useTransition();
  const perform = <Data>({ act, said, onDone }: Act<Data>) => {
    startTransition(async () => {
      const result = await act();
      if (!result.ok) toast({ intent: 'error', text: result.error.message });
      else if (said !== undefined) toast({ intent: 'success', text: said });
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
      if (result.ok) onDone?.(result.data);
    });
  };
  return { isBusy, perform };
}
