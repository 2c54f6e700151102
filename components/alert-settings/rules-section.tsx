'use client';

import { Body1 } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RuleDialog } from '#components/alert-settings/rule-dialog.tsx';
import { RuleTable } from '#components/alert-settings/rule-table.tsx';
import { useSettingsAct } from '#components/alert-settings/use-settings-act.ts';
import { PageSection } from '#components/ui/page-section.tsx';
import { resetRuleAction, saveRuleAction } from '#lib/actions/alerts.ts';
import { parametersOf, type AlertRuleSetting } from '#lib/domain/alerts/alert-rules.ts';
import type { RuleView } from '#lib/domain/alerts/alert-view.ts';

type RulesSectionProps = {
  readonly title: string;
  readonly text?: string;
  readonly rules: readonly RuleView[];
  /** Null for the deployment. */
  readonly connectorId: string | null;
  readonly mayConfigure: boolean;
};

/** Rules to look at and, for whoever may, to turn off and on and to change. */
export function RulesSection({ title, text, rules, connectorId, mayConfigure }: RulesSectionProps) {
  const t = useTranslations('alerts');
  const [edited, setEdited] = useState<RuleView>();
  const { isBusy, perform } = useSettingsAct();
  const isOfConnector = connectorId !== null;
  const close = () => {
    setEdited(undefined);
  };
  const save = (setting: AlertRuleSetting) => {
    perform({
      act: () => saveRuleAction({ connectorId, ...setting }),
      said: t('settings.saved'),
      onDone: close,
    });
  };
  const reset = ({ rule }: RuleView) => {
    perform({
      act: () => resetRuleAction({ connectorId, rule }),
      said: isOfConnector ? t('connector.wasReset') : t('settings.wasReset'),
      onDone: close,
    });
  };

  return (
    <PageSection title={title}>
      {text !== undefined && <Body1>{text}</Body1>}
      <RuleTable
        label={title}
        rules={rules}
        words={
          isOfConnector
            ? { decided: t('connector.own'), standard: t('connector.inherited') }
            : { decided: t('settings.changed'), standard: t('settings.standard') }
        }
        mayConfigure={mayConfigure}
        isBusy={isBusy}
        onSwitch={(rule, isOn) => {
          save({ rule: rule.rule, isOn, parameters: ownParameters(rule) });
        }}
        onEdit={setEdited}
      />
      {edited !== undefined && (
        <RuleDialog
          rule={edited}
          resetLabel={isOfConnector ? t('connector.reset') : t('settings.reset')}
          isBusy={isBusy}
          onSave={(parameters) => {
            save({ rule: edited.rule, isOn: edited.isOn, parameters });
          }}
          onReset={() => {
            reset(edited);
          }}
          onCancel={close}
        />
      )}
    </PageSection>
  );
}

/** What was decided here before stays when the rule is turned off or on. */
function ownParameters({ rule, parameters, isDecidedHere }: RuleView) {
  if (!isDecidedHere) return {};
  return Object.fromEntries(parametersOf(rule).map((name) => [name, parameters[name]]));
}
