import type { GrantedPermissions } from '#lib/sandbox/login/granted-permissions.ts';
import type { MailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import type { SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';

/** What the pages show. */
export type SiteContext = {
  readonly organisation: Organisation;
  readonly store: MailboxStore;
  readonly permissions: GrantedPermissions;
  readonly portalUrl: string;
  readonly sftp: {
    readonly port: number;
    readonly accounts: readonly SftpAccount[];
    /** Holds a directory for each account. */
    readonly directory: string;
    replaceHostKey(): Promise<void>;
  };
};

/** Address of a page about a mailbox, a folder in it, or a message in that. */
export function mailboxPath(address: string, ...parts: readonly (string | number)[]): string {
  return ['/mailboxes', ...[address, ...parts].map(encodeURIComponent)].join('/');
}
