import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { fetchQuery } from '#components/ui/fetch-query.ts';
import { consentStatusSchema } from '#lib/domain/wizard/draft-view.ts';

const POLL_MS = 3_000;

/** Asks whether consent has arrived, and has the page read anew when it has. */
export function useConsentWatch(isGranted: boolean): void {
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
}
