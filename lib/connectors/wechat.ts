import { teleMessageKind } from '#lib/connectors/telemessage-kind.ts';

/** FACTS 1.2, from Microsoft's page archive-wechat-data. */
export const wechat = teleMessageKind({
  id: 'wechat',
  listLabel: 'WeChat Archiver',
  pageLabel: 'WeChat Archiver',
  folderName: 'WeChat Archiver',
  services: ['WeChat', 'WeCom'],
  contentTypes: ['chats', 'attachments', 'files', 'recalled-messages', 'calls'],
  itemFormat: 'mail',
  copyMode: 'real-time',
  phoneRule: 'app',
  appName: 'WeCom',
  unavailable: [],
  limits: ['item-size', 'daily', 'reassigned-numbers', 'unmatched'],
  links: {
    order: 'mobile-archiver/order-mobile-archiver-for-microsoft-365/',
    activation: 'microsoft-365-activation-for-wechat-archiver/',
    microsoft: 'archive-wechat-data',
  },
  asksForConsent: false,
});
