'use client';

import {
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens as design,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  ClockDismissRegular,
  ProhibitedRegular,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import type { ApiTokenView } from '#lib/domain/api-tokens/api-token-view.ts';

const useStyles = makeStyles({
  cell: {
    verticalAlign: 'top',
    paddingTop: design.spacingVerticalS,
    paddingBottom: design.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  wide: { '@media (max-width: 767px)': { display: 'none' } },
  lines: { display: 'grid', rowGap: design.spacingVerticalXXS },
  quiet: { color: design.colorNeutralForeground3 },
  action: { width: '120px', textAlign: 'end', '@media (max-width: 767px)': { width: '108px' } },
});

const looks = {
  active: { tone: 'success', icon: CheckmarkCircleRegular },
  expired: { tone: 'neutral', icon: ClockDismissRegular },
  revoked: { tone: 'neutral', icon: ProhibitedRegular },
} as const;

type ApiTokensTableProps = {
  readonly tokens: readonly ApiTokenView[];
  readonly onRevoke: (token: ApiTokenView) => void;
};

/** On a narrow screen, name, status and the button are left. */
export function ApiTokensTable({ tokens, onRevoke }: ApiTokensTableProps) {
  const t = useTranslations('tokens');
  const roles = useTranslations('common.roles');
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const wide = mergeClasses(styles.cell, styles.wide);

  return (
    <Table aria-label={t('title')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('columns.name')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.role')}</TableHeaderCell>
          <TableHeaderCell>{t('columns.state')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.expires')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.lastUsed')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.created')}</TableHeaderCell>
          <TableHeaderCell className={styles.action} aria-label={t('revoke')} />
        </TableRow>
      </TableHeader>
      <TableBody>
        {tokens.map((token) => (
          <TableRow key={token.id}>
            <TableCell className={styles.cell}>
              <div className={styles.lines}>
                <span>{token.name}</span>
                <Caption1 className={styles.quiet}>
                  {t('ending', { ending: token.ending })}
                </Caption1>
              </div>
            </TableCell>
            <TableCell className={wide}>{roles(token.role)}</TableCell>
            <TableCell className={styles.cell}>
              <StatusText {...looks[token.state]}>{t(`states.${token.state}`)}</StatusText>
            </TableCell>
            <TableCell className={wide}>
              <LocalTime value={token.expiresAt} precision="day" />
            </TableCell>
            <TableCell className={wide}>
              {token.lastUsedAt === null ? t('never') : <LocalTime value={token.lastUsedAt} />}
            </TableCell>
            <TableCell className={wide}>
              <div className={styles.lines}>
                <LocalTime value={token.createdAt} precision="day" />
                <Caption1 className={styles.quiet}>{t('by', { name: token.createdBy })}</Caption1>
              </div>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.action)}>
              {token.state === 'active' && (
                <Button
                  {...restoreFocus}
                  size="small"
                  aria-label={t('revokeNamed', { name: token.name })}
                  onClick={() => {
                    onRevoke(token);
                  }}
                >
                  {t('revoke')}
                </Button>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
