import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-verizon-network-data. */
export const verizon = teleMessageKind({
  id: 'verizon',
  listLabel: 'Verizon Network',
  pageLabel: 'Verizon Network',
  folderName: 'Verizon SMS/MMS Network Archiver',
  services: ['Verizon'],
  contentTypes: ['sms', 'mms'],
  itemFormat: 'records',
  copyMode: 'daily',
  phoneRule: 'corporate-phone',
  carrierName: 'Verizon',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'employee-phones', 'no-calls', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-verizon-network-archiver/',
    microsoft: 'archive-verizon-network-data',
  },
  asksForConsent: false,
});
