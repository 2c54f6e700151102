import { z } from 'zod';
import type { Directory, DirectoryMailbox } from '#lib/directory/port.ts';
import { createGraphClient, type GraphClientOptions } from '#lib/microsoft-graph/graph-client.ts';
import { listPages } from '#lib/microsoft-graph/list-pages.ts';

const USERS_PER_PAGE = 999;

const userSchema = z.object({
  userPrincipalName: z.string(),
  mail: z.string().nullish(),
  userType: z.string().nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
});

/**
 * Who has a mailbox in the tenant, by Microsoft Graph (permission `User.Read.All`). Accounts that are
 * disabled are among them: shared mailboxes, rooms and people who left have such. Licences are not
 * asked for, as shared mailboxes need none and a page of users with them is a hundred times as large.
 */
export function openGraphDirectory(options: GraphClientOptions): Directory {
  const client = createGraphClient(options);
  return {
    async *listMailboxes() {
      const select = 'userPrincipalName,mail,userType,proxyAddresses';
      const url = `/users?$select=${select}&$top=${USERS_PER_PAGE}`;
      for await (const user of listPages(client, { url, mailbox: '' }, userSchema)) {
        const mailbox = isFromElsewhere(user) ? null : toMailbox(user);
        if (mailbox !== null) yield mailbox;
      }
    },
  };
}

/**
 * The mailbox of a guest is in another tenant, and so is that of a member who is kept in step from
 * there: both have #EXT# in the sign-in name.
 */
function isFromElsewhere({ userType, userPrincipalName }: z.infer<typeof userSchema>): boolean {
  return userType === 'Guest' || /#ext#/i.test(userPrincipalName);
}

/**
 * Graph finds a mailbox by its owner's sign-in name, not by every address that reaches it. `mail` may
 * be written by anybody who manages users; Exchange gives an account that receives mail its `SMTP:`
 * address (the primary one, in capitals) among the proxy addresses.
 */
function toMailbox({
  userPrincipalName,
  mail,
  proxyAddresses,
}: z.infer<typeof userSchema>): DirectoryMailbox | null {
  const proxies = proxyAddresses ?? [];
  const primary = proxies.find((proxy) => proxy.startsWith('SMTP:'))?.slice('SMTP:'.length);
  if (!mail || primary === undefined) return null;

  const address = userPrincipalName.toLowerCase();
  const primaryMail = primary.toLowerCase();
  const aliases = new Set(
    proxies
      .filter((proxy) => /^smtp:/i.test(proxy))
      .map((proxy) => proxy.slice('smtp:'.length).toLowerCase()),
  );
  aliases.delete(primaryMail);
  // A sign-in name that is an alias as well is an address by right.
  const isAddress = primaryMail === address || aliases.has(address);
  aliases.delete(address);
  if (isAddress)
    return { address, aliases: [...aliases, primaryMail].filter((each) => each !== address) };
  return { address, mail: primaryMail, aliases: [...aliases] };
}
