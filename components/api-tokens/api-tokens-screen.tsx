'use client';

import { Body1, Button, useRestoreFocusTarget } from '@fluentui/react-components';
import { AddRegular, KeyMultipleRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { ApiTokensTable } from '#components/api-tokens/api-tokens-table.tsx';
import { CreateTokenDialog } from '#components/api-tokens/create-token-dialog.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { revokeApiTokenAction } from '#lib/actions/api-tokens.ts';
import type { ApiTokenView } from '#lib/domain/api-tokens/api-token-view.ts';

type ApiTokensScreenProps = { readonly tokens: readonly ApiTokenView[] };

/** The tokens of programs that read the API: made, seen, revoked. */
export function ApiTokensScreen({ tokens }: ApiTokensScreenProps) {
  const t = useTranslations('tokens');
  const router = useRouter();
  const toast = useToast();
  const restoreFocus = useRestoreFocusTarget();
  const [isCreating, setIsCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiTokenView>();
  const [isBusy, startTransition] = useTransition();

  const revoke = ({ id, name }: ApiTokenView) => {
    startTransition(async () => {
      const result = await revokeApiTokenAction({ tokenId: id });
      setRevoking(undefined);
      toast(
        result.ok
          ? { intent: 'success', text: t('revoked', { name }) }
          : { intent: 'error', text: result.error.message },
      );
      router.refresh();
    });
  };
  const create = (
    <Button
      {...restoreFocus}
      appearance="primary"
      icon={<AddRegular />}
      onClick={() => {
        setIsCreating(true);
      }}
    >
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <Button as="a" appearance="subtle" href="/api/v1/openapi.json">
              {t('documentation')}
            </Button>
            {tokens.length > 0 && create}
          </>
        }
      />
      {tokens.length === 0 ? (
        <EmptyState title={t('empty.title')} icon={<KeyMultipleRegular />} actions={create}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <ApiTokensTable tokens={tokens} onRevoke={setRevoking} />
      )}
      {isCreating && (
        <CreateTokenDialog
          onClose={() => {
            setIsCreating(false);
            router.refresh();
          }}
        />
      )}
      <ConfirmDialog
        isOpen={revoking !== undefined}
        title={t('revokeDialog.title', { name: revoking?.name ?? '' })}
        confirmLabel={t('revokeDialog.confirm')}
        isBusy={isBusy}
        onConfirm={() => {
          if (revoking !== undefined) revoke(revoking);
        }}
        onCancel={() => {
          setRevoking(undefined);
        }}
      >
        <Body1>{t('revokeDialog.text')}</Body1>
      </ConfirmDialog>
    </>
  );
}
