import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-rogers-network-archiver-data. */
export const rogers = teleMessageKind({
  id: 'rogers',
  listLabel: 'Rogers Network Archiver',
  pageLabel: 'Rogers Network Archiver',
  folderName: 'Rogers SMS/MMS Network Archiver',
  services: ['Rogers'],
  contentTypes: ['sms', 'mms'],
  itemFormat: 'records',
  copyMode: 'real-time',
  phoneRule: 'corporate-phone',
  carrierName: 'Rogers',
  unavailable: [],
  limits: ['item-size', 'daily', 'employee-phones', 'no-calls', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'microsoft-365-activation-for-the-rogers-network-archiver/',
    microsoft: 'archive-rogers-network-archiver-data',
  },
  asksForConsent: false,
});
