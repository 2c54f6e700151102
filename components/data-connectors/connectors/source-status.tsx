'use client';

import {
  CheckmarkCircleFilled,
  ClockFilled,
  PersonProhibitedFilled,
  PhoneKeyFilled,
  PlugDisconnectedFilled,
  ShieldErrorFilled,
  WrenchFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { StatusText } from '#components/ui/status-text.tsx';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const looks = {
  connected: { tone: 'success', icon: CheckmarkCircleFilled },
  waiting: { tone: 'warning', icon: ClockFilled },
  unreachable: { tone: 'warning', icon: PlugDisconnectedFilled },
  'sign-in-failed': { tone: 'danger', icon: PersonProhibitedFilled },
  'code-needed': { tone: 'danger', icon: PhoneKeyFilled },
  'host-key-changed': { tone: 'danger', icon: ShieldErrorFilled },
  'settings-wrong': { tone: 'danger', icon: WrenchFilled },
} as const;

type SourceStatusTextProps = {
  readonly connector: Pick<ConnectorSummary, 'sourceStatus' | 'progress'>;
};

/** "Connection status with source". An import that waits although the source is well says so. */
export function SourceStatusText({ connector }: SourceStatusTextProps) {
  const t = useTranslations('connectors.status');
  const { sourceStatus, progress } = connector;
  const isWaiting =
    sourceStatus === 'connected' && progress !== null && progress.waitingFor !== null;
  const status = isWaiting ? 'waiting' : sourceStatus;
  return <StatusText {...looks[status]}>{t(status)}</StatusText>;
}
