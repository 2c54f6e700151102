import type { ConnectorKindData } from '#lib/connectors/connector-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-o2-network-data; the preview of 2020 had a consent page. */
export const o2 = {
  id: 'o2',
  icon: '/kinds/o2.svg',
  vendor: 'TeleMessage',
  listLabel: 'O2 Network',
  pageLabel: 'O2 Network',
  folderName: 'O2 SMS and Voice Network Archiver',
  contentTypes: ['sms', 'voice-calls'],
  copyMode: 'daily',
  phoneRule: 'corporate-phone',
  carrierName: 'O2',
  prerequisites: [
    'order-service',
    'carrier-account',
    'register-users',
    'sign-in',
    'role',
    'global-administrator',
  ],
  availability: ['worldwide', 'gcc'],
  limits: ['item-size', 'daily', 'employee-phones', 'unmatched'],
  learnMore: [
    {
      id: 'order',
      href: 'https://www.telemessage.com/mobile-archiver/order-mobile-archiver-for-o365/',
    },
    {
      id: 'activation',
      href: 'https://www.telemessage.com/office365-activation-for-o2-network-archiver',
    },
    {
      id: 'mapping',
      href: 'https://www.telemessage.com/custom-mapping-mobile-archiving-users-into-microsoft-365-users/',
    },
    {
      id: 'microsoft',
      href: 'https://learn.microsoft.com/purview/archive-o2-network-data',
    },
  ],
  largestItemBytes: 10 * 1024 * 1024,
  asksForConsent: true,
} as const satisfies ConnectorKindData;
