import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-att-network-archiver-data. */
export const att = teleMessageKind({
  id: 'att',
  listLabel: 'AT&T Network',
  pageLabel: 'AT&T Network',
  folderName: 'AT&T SMS/MMS Network Archiver',
  services: ['AT&T'],
  contentTypes: ['sms', 'mms'],
  itemFormat: 'records',
  copyMode: 'real-time',
  phoneRule: 'corporate-phone',
  carrierName: 'AT&T',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'employee-phones', 'no-calls', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-atnt-network-archiver/',
    microsoft: 'archive-att-network-archiver-data',
  },
  asksForConsent: false,
});
