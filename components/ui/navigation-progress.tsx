'use client';

import { makeStyles, ProgressBar } from '@fluentui/react-components';
import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useTransition, type ReactNode } from 'react';

export type NavigateOptions = {
  /** False: the page stays where it is scrolled to, for an address that changes a part of it. */
  readonly scroll?: boolean;
  /** True: the way back leads past this address, as for each letter of a search. */
  readonly replace?: boolean;
};

/** Goes to another page of the portal; the bar shows while the server prepares it. */
type Navigate = (href: string, options?: NavigateOptions) => void;

const NavigateContext = createContext<Navigate | null>(null);

const useStyles = makeStyles({
  bar: {
    position: 'fixed',
    top: 0,
    insetInlineStart: 0,
    insetInlineEnd: 0,
    zIndex: 1000,
    animationName: { from: { opacity: 0 }, to: { opacity: 1 } },
    // A quick page shows no bar at all.
    animationDelay: '200ms',
    animationDuration: '100ms',
    animationFillMode: 'both',
  },
});

/**
 * A bar at the top in place of `loading.tsx`. A `loading.tsx` would have Next send the page in parts,
 * after status 200 (so that 403 and 404 are lost), and Fluent UI's keyboard navigation changes parts
 * that React has not hydrated yet, which makes React throw them away.
 */
export function NavigationProgress({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const navigate = useCallback(
    (href: string, { scroll = true, replace = false }: NavigateOptions = {}) => {
      startTransition(() => {
        if (replace) router.replace(href, { scroll });
        else router.push(href, { scroll });
      });
    },
    [router],
  );

  return (
    <NavigateContext value={navigate}>
      {isPending && <ProgressBar aria-hidden className={styles.bar} />}
      {children}
    </NavigateContext>
  );
}

export function useNavigate(): Navigate {
  const navigate = use(NavigateContext);
  if (navigate === null) throw new Error('useNavigate needs a NavigationProgress above it');
  return navigate;
}
