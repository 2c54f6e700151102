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

/** Who has a mailbox in the tenant, by Microsoft Graph (permission `User.Read.All`). */
export function openGraphDirectory(options: GraphClientOptions): Directory {
  const client = createGraphClient(options);
  return {
    async *listMailboxes() {
      const select = 'userPrincipalName,mail,userType,proxyAddresses';
      const url = `/users?$select=${select}&$top=${USERS_PER_PAGE}`;
      for await (const user of listPages(client, { url, mailbox: '' }, userSchema)) {
        // A guest's mail is a mailbox in another tenant.
        if (user.mail && user.userType !== 'Guest') yield toMailbox(user, user.mail);
      }
    },
  };
}

/**
 * Graph finds a mailbox by its owner's sign-in name, not by every address that reaches it: the
 * sign-in name is the address here, and the mail address an alias where it differs.
 */
function toMailbox(
  { userPrincipalName, proxyAddresses }: z.infer<typeof userSchema>,
  mail: string,
): DirectoryMailbox {
  const address = userPrincipalName.toLowerCase();
  const proxies = (proxyAddresses ?? [])
    .filter((proxy) => /^smtp:/i.test(proxy))
    .map((proxy) => proxy.slice('smtp:'.length).toLowerCase());
  const aliases = new Set([mail.toLowerCase(), ...proxies]);
  aliases.delete(address);
  return { address, aliases: [...aliases] };
}
