import type { ConnectorKindData } from '#lib/connectors/connector-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-telegram-archiver-data. */
export const telegram = {
  id: 'telegram',
  icon: '/kinds/telegram.svg',
  vendor: 'TeleMessage',
  listLabel: 'Telegram Archiver',
  pageLabel: 'Telegram Archiver',
  folderName: 'Telegram Archiver',
  contentTypes: ['chats', 'attachments', 'files', 'deleted-messages', 'calls'],
  copyMode: 'real-time',
  phoneRule: 'app',
  appName: 'Telegram Archiver',
  prerequisites: [
    'order-service',
    'register-users',
    'install-app',
    'sign-in',
    'role',
    'global-administrator',
  ],
  availability: ['worldwide', 'gcc'],
  limits: ['item-size', 'daily', 'unmatched'],
  learnMore: [
    {
      id: 'order',
      href: 'https://www.telemessage.com/mobile-archiver/order-mobile-archiver-for-o365/',
    },
    {
      id: 'activation',
      href: 'https://www.telemessage.com/microsoft-365-activation-for-telegram-archiver/',
    },
    {
      id: 'mapping',
      href: 'https://www.telemessage.com/custom-mapping-mobile-archiving-users-into-microsoft-365-users/',
    },
    {
      id: 'microsoft',
      href: 'https://learn.microsoft.com/purview/archive-telegram-archiver-data',
    },
  ],
  largestItemBytes: 10 * 1024 * 1024,
  asksForConsent: false,
} as const satisfies ConnectorKindData;
