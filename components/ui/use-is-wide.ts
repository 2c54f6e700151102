'use client';

import { useSyncExternalStore } from 'react';

/** From this width on there is room for a table of many columns beside the navigation. */
const WIDE = '(min-width: 1024px)';

/** For what the server writes for both widths: `@media` shows one of them until the width is known. */
export const ON_WIDE = `@media ${WIDE}`;
export const ON_NARROW = '@media (max-width: 1023.98px)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** Whether the window is wide; undefined on the server and in the first render of the browser. */
export function useIsWide(): boolean | undefined {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => undefined,
  );
}
