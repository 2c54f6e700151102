import type { ConnectorKindData } from '#lib/connectors/connector-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-att-network-archiver-data. */
export const att = {
  id: 'att',
  icon: '/kinds/att.svg',
  vendor: 'TeleMessage',
  listLabel: 'AT&T Network',
  pageLabel: 'AT&T Network',
  folderName: 'AT&T SMS/MMS Network Archiver',
  contentTypes: ['sms', 'mms'],
  copyMode: 'real-time',
  phoneRule: 'corporate-phone',
  carrierName: 'AT&T',
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
      href: 'https://www.telemessage.com/office365-activation-for-atnt-network-archiver/',
    },
    {
      id: 'mapping',
      href: 'https://www.telemessage.com/custom-mapping-mobile-archiving-users-into-microsoft-365-users/',
    },
    {
      id: 'microsoft',
      href: 'https://learn.microsoft.com/purview/archive-att-network-archiver-data',
    },
  ],
  largestItemBytes: 10 * 1024 * 1024,
  asksForConsent: false,
} as const satisfies ConnectorKindData;
