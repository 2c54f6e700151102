'use client';

import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  SubtractCircleFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { ConnectorSelection } from '#components/data-connectors/connectors/select-connector.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { BulkOutcome, BulkVerb } from '#lib/domain/connectors/bulk.ts';

const looks = {
  done: { tone: 'success', icon: CheckmarkCircleFilled },
  unchanged: { tone: 'neutral', icon: SubtractCircleFilled },
  refused: { tone: 'danger', icon: DismissCircleFilled },
} as const;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  name: { overflowWrap: 'anywhere', paddingTop: '8px', paddingBottom: '8px' },
});

export type BulkDone = {
  readonly verb: BulkVerb;
  readonly outcomes: readonly BulkOutcome[];
  readonly names: ConnectorSelection;
};

type BulkResultProps = { readonly done: BulkDone; readonly onClose: () => void };

/** What became of each selected connector; what was refused comes first. */
export function BulkResult({ done: { verb, outcomes, names }, onClose }: BulkResultProps) {
  const t = useTranslations('connectors.bulk');
  const styles = useStyles();
  const findProblem = useProblem();
  const of = (outcome: BulkOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome);
  const ordered = [...of('refused'), ...of('unchanged'), ...of('done')];
  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`result.title.${verb}`)}</DialogTitle>
          <DialogContent tabIndex={0} className={styles.content}>
            <Body1 role="status">
              {t('result.summary', {
                done: of('done').length,
                unchanged: of('unchanged').length,
                refused: of('refused').length,
              })}
            </Body1>
            <Table size="small" aria-label={t(`result.title.${verb}`)}>
              <TableHeader>
                <TableRow>
                  <TableHeaderCell>{t('result.connector')}</TableHeaderCell>
                  <TableHeaderCell>{t('result.outcome')}</TableHeaderCell>
                </TableRow>
              </TableHeader>
              <TableBody>
                {ordered.map(({ connectorId, outcome, code }) => (
                  <TableRow key={connectorId}>
                    <TableCell className={styles.name}>{names.get(connectorId)}</TableCell>
                    <TableCell className={styles.name}>
                      <StatusText {...looks[outcome]}>
                        {outcome === 'refused'
                          ? (findProblem(code ?? '') ?? code)
                          : t(`result.${outcome}.${verb}`)}
                      </StatusText>
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('result.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
