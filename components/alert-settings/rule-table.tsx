'use client';

import {
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { severityLooks } from '#components/alerts/alert-looks.ts';
import { useRuleValues } from '#components/alert-settings/use-rule-values.ts';
import { StatusText } from '#components/ui/status-text.tsx';
import { alertRules, parametersOf } from '#lib/domain/alerts/alert-rules.ts';
import type { RuleView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  cell: {
    verticalAlign: 'top',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  lines: { display: 'grid', rowGap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground3 },
  rule: { width: '46%', '@media (max-width: 767px)': { width: '58%' } },
  wide: { '@media (max-width: 767px)': { display: 'none' } },
  narrow: { '@media (min-width: 768px)': { display: 'none' } },
  actions: { width: '150px', '@media (max-width: 767px)': { width: 'auto' } },
});

type RuleTableProps = {
  /** Read out by screen readers. */
  readonly label: string;
  readonly rules: readonly RuleView[];
  /** Words for a rule that was decided about here, and for one that was not. */
  readonly words: { readonly decided: string; readonly standard: string };
  readonly mayConfigure: boolean;
  readonly isBusy: boolean;
  readonly onSwitch: (rule: RuleView, isOn: boolean) => void;
  readonly onEdit: (rule: RuleView) => void;
};

/** Each rule, whether it is on, and its figures. */
export function RuleTable(props: RuleTableProps) {
  const { label, rules, words, mayConfigure } = props;
  const t = useTranslations('alerts');
  const styles = useStyles();
  const valuesOf = useRuleValues();
  return (
    <Table aria-label={label}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.rule}>{t('settings.columns.rule')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('settings.columns.values')}</TableHeaderCell>
          <TableHeaderCell className={styles.actions}>
            {t('settings.columns.status')}
          </TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rules.map((rule) => (
          <TableRow key={rule.rule}>
            <TableCell className={styles.cell}>
              <div className={styles.lines}>
                <StatusText {...severityLooks[alertRules[rule.rule].severity]}>
                  <strong>{t(`rules.${rule.rule}.name`)}</strong>
                </StatusText>
                <Caption1 className={styles.quiet}>{t(`rules.${rule.rule}.explanation`)}</Caption1>
                <span className={styles.narrow}>{valuesOf(rule)}</span>
              </div>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <div className={styles.lines}>
                <span>{valuesOf(rule)}</span>
                <Caption1 className={styles.quiet}>
                  {rule.isDecidedHere ? words.decided : words.standard}
                </Caption1>
              </div>
            </TableCell>
            <TableCell className={styles.cell}>
              {mayConfigure ? (
                <RuleControls {...props} rule={rule} />
              ) : (
                t(rule.isOn ? 'settings.on' : 'settings.off')
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type RuleControlsProps = Pick<RuleTableProps, 'isBusy' | 'onSwitch' | 'onEdit'> & {
  readonly rule: RuleView;
};

function RuleControls({ rule, isBusy, onSwitch, onEdit }: RuleControlsProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const name = t(`rules.${rule.rule}.name`);
  return (
    <div className={styles.lines}>
      <Switch
        aria-label={t('settings.toggle', { rule: name })}
        label={t(rule.isOn ? 'settings.on' : 'settings.off')}
        checked={rule.isOn}
        disabled={isBusy}
        onChange={(_event, { checked }) => {
          onSwitch(rule, checked);
        }}
      />
      {(parametersOf(rule.rule).length > 0 || rule.isDecidedHere) && (
        <Button
          {...restoreFocus}
          size="small"
          icon={<EditRegular />}
          aria-label={t('settings.edit', { rule: name })}
          onClick={() => {
            onEdit(rule);
          }}
        >
          {t('settings.editButton')}
        </Button>
      )}
    </div>
  );
}
