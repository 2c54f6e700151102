'use client';

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';

const useStyles = makeStyles({ raw: { overflowWrap: 'anywhere', whiteSpace: 'pre-line' } });

/** Why consent was not given, in our words; Microsoft's own are behind a disclosure. */
export function ConsentRefused({ refusal }: { readonly refusal: ConsentRefusal }) {
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('refused')}</MessageBarTitle>
        {t(`refusals.${refusal.code}`)}
        {refusal.text !== '' && (
          <Accordion collapsible>
            <AccordionItem value="raw">
              <AccordionHeader size="small">{t('microsoftSays')}</AccordionHeader>
              <AccordionPanel>
                <Caption1 className={styles.raw}>{refusal.text}</Caption1>
              </AccordionPanel>
            </AccordionItem>
          </Accordion>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
