import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { RunScreen } from '#components/runs/run-screen.tsx';
import { hasPermission } from '#lib/auth/roles.ts';
import { requirePermission } from '#lib/auth/session.ts';
import { listReadBacks } from '#lib/queries/read-backs.ts';
import { orNotFound } from '#lib/queries/or-not-found.ts';
import {
  getRun,
  listRunExceptions,
  listRunPackages,
  listRunParticipants,
} from '#lib/queries/runs.ts';

type RunPageProps = { readonly params: Promise<{ readonly runId: string }> };

const readRun = cache((runId: string) => orNotFound(getRun(runId)));

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  await requirePermission('runs.read');
  const [{ runId }, t, format] = await Promise.all([
    params,
    getTranslations('runs'),
    getFormatter(),
  ]);
  const { createdAt } = await readRun(runId);
  const time = format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' });
  return { title: t('title', { time }) };
}

export default async function RunPage({ params }: RunPageProps) {
  const { user } = await requirePermission('runs.read');
  const { runId } = await params;
  const run = await readRun(runId);
  const [packages, exceptions, participants, readBacks] = await Promise.all([
    listRunPackages(runId, 1),
    listRunExceptions(runId, { reason: undefined, text: '', page: 1 }),
    listRunParticipants(runId, 1),
    listReadBacks(runId, 1),
  ]);
  return (
    <RunScreen
      key={runId}
      run={run}
      packages={packages}
      exceptions={exceptions}
      participants={participants}
      readBacks={readBacks}
      mayCheck={hasPermission(user.roles, 'connectors.write')}
      mayDownload={hasPermission(user.roles, 'logs.download')}
    />
  );
}
