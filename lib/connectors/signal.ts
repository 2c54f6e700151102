import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-signal-archiver-data. */
export const signal = teleMessageKind({
  id: 'signal',
  listLabel: 'Signal Archiver',
  pageLabel: 'Signal Archiver',
  folderName: 'Signal Archiver',
  services: ['Signal'],
  contentTypes: ['chats', 'attachments', 'files', 'deleted-messages', 'calls'],
  itemFormat: 'mail',
  copyMode: 'real-time',
  phoneRule: 'app',
  appName: 'Signal Archiver',
  unavailable: [],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'microsoft-365-activation-for-signal-archiver/',
    microsoft: 'archive-signal-archiver-data',
  },
  asksForConsent: false,
});
