import {
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { StatusTone } from '#components/ui/status-text.tsx';
import type { AlertView } from '#lib/domain/alerts/alert-view.ts';

type Look = { readonly tone: StatusTone; readonly icon: FluentIcon };

export const severityLooks: Readonly<Record<AlertView['severity'], Look>> = {
  critical: { tone: 'danger', icon: ErrorCircleFilled },
  warning: { tone: 'warning', icon: WarningFilled },
};

const endedLooks: Readonly<Record<'recovered' | 'closed', Look>> = {
  recovered: { tone: 'success', icon: CheckmarkCircleFilled },
  closed: { tone: 'neutral', icon: SubtractCircleRegular },
};

/** An open alert looks as severe as it is; one that is over looks over. */
export function lookOf({ state, severity }: Pick<AlertView, 'state' | 'severity'>): Look {
  return state === 'open' ? severityLooks[severity] : endedLooks[state];
}
