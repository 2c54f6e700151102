import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-bell-network-data. */
export const bell = teleMessageKind({
  id: 'bell',
  listLabel: 'Bell SMS/MMS Network Archiver',
  pageLabel: 'Bell Network',
  folderName: 'Bell SMS/MMS Network Archiver',
  services: ['Bell'],
  contentTypes: ['sms', 'mms'],
  itemFormat: 'records',
  copyMode: 'real-time',
  phoneRule: 'corporate-phone',
  carrierName: 'Bell',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'employee-phones', 'no-calls', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-bell-network-archiver',
    microsoft: 'archive-bell-network-data',
  },
  asksForConsent: false,
});
