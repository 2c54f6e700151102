import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-telus-network-data; the preview of 2020 had a consent page. */
export const telus = teleMessageKind({
  id: 'telus',
  listLabel: 'TELUS Network',
  pageLabel: 'TELUS Network',
  folderName: 'TELUS SMS Network Archiver',
  services: ['TELUS'],
  contentTypes: ['sms'],
  itemFormat: 'records',
  copyMode: 'real-time',
  earlierCopyMode: { mode: 'daily', source: 'preview-2020' },
  phoneRule: 'corporate-phone',
  carrierName: 'TELUS',
  unavailable: ['gcc-high', 'dod'],
  limits: [
    'item-size',
    'daily',
    'employee-phones',
    'no-mms',
    'no-calls',
    'reassigned-numbers',
    'unmatched',
  ],
  links: {
    activation: 'office365-activation-for-telus-network-archiver/',
    microsoft: 'archive-telus-network-data',
  },
  asksForConsent: true,
});
