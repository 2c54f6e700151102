import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-telegram-archiver-data. */
export const telegram = teleMessageKind({
  id: 'telegram',
  listLabel: 'Telegram Archiver',
  pageLabel: 'Telegram Archiver',
  folderName: 'Telegram Archiver',
  services: ['Telegram'],
  contentTypes: ['chats', 'attachments', 'files', 'deleted-messages', 'calls'],
  itemFormat: 'mail',
  copyMode: 'real-time',
  phoneRule: 'app',
  appName: 'Telegram Archiver',
  unavailable: [],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'microsoft-365-activation-for-telegram-archiver/',
    microsoft: 'archive-telegram-archiver-data',
  },
  asksForConsent: false,
});
