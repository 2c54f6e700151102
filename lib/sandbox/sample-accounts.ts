import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import type { PackageItem } from '#lib/sandbox/packages/build-package.ts';
import { emlItems, recordItems } from '#lib/sandbox/sample-week/day-items.ts';
import { networkDay } from '#lib/sandbox/sample-week/network/network-day.ts';
import { sampleDay } from '#lib/sandbox/sample-week/sample-day.ts';
import { wechatDay } from '#lib/sandbox/sample-week/wechat-day.ts';
import type { SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';
import { telemessageAccount } from '#lib/sandbox/telemessage-account.ts';

export type SampleAccount = Required<Omit<SftpAccount, 'verificationCode'>> & {
  readonly itemsOf: (day: string, organisation: Organisation) => readonly PackageItem[];
};

const { password } = telemessageAccount;

/** The sample organisation's accounts at the stand-in for TeleMessage, one for each product. */
export const sampleAccounts: readonly SampleAccount[] = [
  {
    ...telemessageAccount,
    product: 'Telegram Archiver',
    itemsOf: (day, organisation) => emlItems(sampleDay(day, organisation)),
  },
  {
    username: 'fjord-wechat',
    password,
    product: 'WeChat Archiver',
    itemsOf: (day, organisation) => emlItems(wechatDay(day, organisation)),
  },
  {
    username: 'fjord-o2',
    password,
    product: 'O2 Network',
    itemsOf: (day, organisation) => recordItems(networkDay('o2', day, organisation)),
  },
  {
    username: 'fjord-att',
    password,
    product: 'AT&T Network',
    itemsOf: (day, organisation) => recordItems(networkDay('att', day, organisation)),
  },
];
