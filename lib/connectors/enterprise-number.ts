import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-enterprise-number-data, which does not say how data is copied. */
export const enterpriseNumber = teleMessageKind({
  id: 'enterprise-number',
  listLabel: 'Enterprise Number Archiver',
  pageLabel: 'Enterprise Number Archiver',
  folderName: 'Enterprise Number Archiver',
  services: ['Enterprise Number'],
  contentTypes: ['sms', 'mms', 'chats', 'call-recordings', 'call-logs'],
  itemFormat: 'records',
  copyMode: 'not-stated',
  phoneRule: 'app',
  appName: 'Enterprise Number Archiver',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-enterprise-number-archiver/',
    microsoft: 'archive-enterprise-number-data',
  },
  asksForConsent: false,
});
