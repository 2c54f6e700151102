'use client';

import { Toast, Toaster, ToastTitle, useToastController } from '@fluentui/react-components';

const TOASTER_ID = 'toasts';

type Notice = {
  readonly intent: 'success' | 'warning' | 'error' | 'info';
  readonly text: string;
};

/** Where toasts appear; once in every shell. */
export function Toasts() {
  return <Toaster toasterId={TOASTER_ID} position="top-end" />;
}

/** Shows a notice for some seconds; screen readers say it. */
export function useToast(): (notice: Notice) => void {
  const { dispatchToast } = useToastController(TOASTER_ID);
  return ({ intent, text }) => {
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
      </Toast>,
      { intent },
    );
  };
}
