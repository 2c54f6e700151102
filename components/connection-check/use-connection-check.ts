import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchQuery } from '#components/ui/fetch-query.ts';
import {
  connectionCheckViewSchema,
  type CheckSubject,
  type ConnectionStep,
} from '#lib/domain/connection-check.ts';

const POLL_MS = 400;
/** A worker takes a job within a second; longer means that none is running, or all are busy. */
const SLOW_MS = 8_000;
/** The worker itself gives up before this (lib/operations/connection-checks). */
const TOO_LONG_MS = 60_000;

/**
 * `waiting`: no worker has begun. `slow`: none has for a while. `lost`: the portal does not answer.
 * `asking`: the server wants a verification code. `too-long`: the check should have ended.
 */
export type CheckPhase =
  'waiting' | 'slow' | 'lost' | 'running' | 'asking' | 'too-long' | 'passed' | 'failed';

/** Watches a check until it has ended. */
export function useConnectionCheck(
  subject: CheckSubject,
  checkId: string,
): { readonly phase: CheckPhase; readonly steps: readonly ConnectionStep[] } {
  const { data, isError } = useQuery({
    queryKey: ['connection-check', checkId],
    queryFn: ({ signal }) =>
      fetchQuery(
        `${addressOf(subject)}/connection-checks/${checkId}`,
        connectionCheckViewSchema,
        signal,
      ),
    refetchInterval: ({ state }) =>
      state.data?.state === 'passed' || state.data?.state === 'failed' ? false : POLL_MS,
    // It is under way whether one looks or not.
    refetchIntervalInBackground: true,
  });

  const isAsking = data?.state === 'asking';
  const patience = usePatience(isAsking);
  const steps = data?.steps ?? [];
  if (data?.state === 'passed' || data?.state === 'failed') return { phase: data.state, steps };
  if (isAsking) return { phase: 'asking', steps };
  if (patience === 'exhausted') return { phase: 'too-long', steps };
  if (isError) return { phase: 'lost', steps };
  if (data?.state === 'running') return { phase: 'running', steps };
  return { phase: patience === 'tried' ? 'slow' : 'waiting', steps };
}

function addressOf(subject: CheckSubject): string {
  return 'draftId' in subject
    ? `/api/drafts/${subject.draftId}`
    : `/api/connectors/${subject.connectorId}`;
}

/** Begins anew when the check has its answer: a person who looks for a code is not slowness. */
function usePatience(isAsking: boolean): 'fresh' | 'tried' | 'exhausted' {
  const [patience, setPatience] = useState<'fresh' | 'tried' | 'exhausted'>('fresh');
  useEffect(() => {
    const timers = [
      setTimeout(() => {
        setPatience('tried');
      }, SLOW_MS),
      setTimeout(() => {
        setPatience('exhausted');
      }, TOO_LONG_MS),
    ];
    return () => {
      timers.forEach(clearTimeout);
      setPatience('fresh');
    };
  }, [isAsking]);
  return patience;
}
