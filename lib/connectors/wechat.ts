import type { ConnectorKindData } from '#lib/connectors/connector-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-wechat-data. */
export const wechat = {
  id: 'wechat',
  icon: '/kinds/wechat.svg',
  vendor: 'TeleMessage',
  listLabel: 'WeChat Archiver',
  pageLabel: 'WeChat Archiver',
  folderName: 'WeChat Archiver',
  contentTypes: ['chats', 'attachments', 'files', 'recalled-messages', 'calls'],
  copyMode: 'real-time',
  phoneRule: 'app',
  appName: 'WeCom',
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
      href: 'https://www.telemessage.com/mobile-archiver/order-mobile-archiver-for-microsoft-365/',
    },
    {
      id: 'activation',
      href: 'https://www.telemessage.com/microsoft-365-activation-for-wechat-archiver/',
    },
    {
      id: 'mapping',
      href: 'https://www.telemessage.com/custom-mapping-mobile-archiving-users-into-microsoft-365-users/',
    },
    {
      id: 'microsoft',
      href: 'https://learn.microsoft.com/purview/archive-wechat-data',
    },
  ],
  largestItemBytes: 10 * 1024 * 1024,
  asksForConsent: false,
} as const satisfies ConnectorKindData;
