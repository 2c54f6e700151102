import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-o2-network-data; the preview of 2020 had a consent page. */
export const o2 = teleMessageKind({
  id: 'o2',
  listLabel: 'O2 Network',
  pageLabel: 'O2 Network',
  folderName: 'O2 SMS and Voice Network Archiver',
  services: ['O2'],
  contentTypes: ['sms', 'voice-calls'],
  itemFormat: 'records',
  copyMode: 'daily',
  phoneRule: 'corporate-phone',
  carrierName: 'O2',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'employee-phones', 'no-mms', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-o2-network-archiver',
    microsoft: 'archive-o2-network-data',
  },
  asksForConsent: true,
});
