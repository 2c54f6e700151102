import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { fetchQuery } from '#components/ui/fetch-query.ts';
import { consentStatusSchema, type ConsentStatus } from '#lib/domain/wizard/consent-status.ts';

const POLL_MS = 3_000;

/**
 * Asks whether consent has arrived, for as long as it takes, and has the page read anew when it has.
 * @returns what Microsoft said last; undefined until it has
 */
export function useConsentWatch(isGranted: boolean): ConsentStatus | undefined {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ['consent'],
    queryFn: ({ signal }) => fetchQuery('/api/consent', consentStatusSchema, signal),
    enabled: !isGranted,
    refetchInterval: ({ state }) => (state.data?.isGranted === true ? false : POLL_MS),
  });
  const hasArrived = !isGranted && data?.isGranted === true;

  useEffect(() => {
    if (hasArrived) router.refresh();
  }, [hasArrived, router]);

  return isGranted ? undefined : data;
}
