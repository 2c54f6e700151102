import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-whatsapp-data, and from its listing in AppSource. */
export const whatsapp = teleMessageKind({
  id: 'whatsapp',
  listLabel: 'WhatsApp Archiver',
  pageLabel: 'WhatsApp Archiver',
  folderName: 'WhatsApp Archiver',
  services: ['WhatsApp'],
  contentTypes: ['chats', 'attachments', 'files', 'deleted-messages', 'calls'],
  itemFormat: 'mail',
  copyMode: 'real-time',
  earlierCopyMode: { mode: 'daily', source: 'appsource' },
  phoneRule: 'app-or-cloud',
  appName: 'WhatsApp Phone Archiver',
  cloudName: 'WhatsApp Cloud Archiver',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-whatsapp-archiver',
    microsoft: 'archive-whatsapp-data',
  },
  asksForConsent: false,
});
