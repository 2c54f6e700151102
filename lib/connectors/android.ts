import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-android-archiver-data; the preview of 2020 had a consent page. */
export const android = teleMessageKind({
  id: 'android',
  listLabel: 'Android Archiver',
  pageLabel: 'Android Archiver',
  folderName: 'Android Archiver',
  services: ['Android'],
  contentTypes: ['sms', 'mms', 'voice-calls', 'call-logs'],
  itemFormat: 'records',
  copyMode: 'real-time',
  earlierCopyMode: { mode: 'daily', source: 'preview-2020' },
  phoneRule: 'app',
  appName: 'Android Archiver',
  unavailable: ['gcc-high', 'dod'],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    activation: 'office365-activation-for-android-archiver/',
    microsoft: 'archive-android-archiver-data',
  },
  asksForConsent: true,
});
