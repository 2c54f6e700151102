import type { AppPermission } from '#lib/domain/wizard/app-permissions.ts';

/** What the consent pages say of a deployment. */
export type ConsentSetting = {
  readonly permissions: readonly AppPermission[];
  /** Application (client) id, for the commands of Exchange Online's PowerShell. */
  readonly clientId: string;
  /** `-ExchangeEnvironmentName` of `Connect-ExchangeOnline`. */
  readonly exchangeEnvironment: string;
};
