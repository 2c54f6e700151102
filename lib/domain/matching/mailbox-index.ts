/** A mailbox and every address that reaches it. Addresses are in lower case. */
export type Mailbox = { readonly address: string; readonly aliases: readonly string[] };

/** Answers whether an address reaches a mailbox that exists now, and which. */
export type MailboxIndex = {
  /** The primary address of the mailbox behind `address`, or null when there is none. */
  findMailbox(address: string): string | null;
  readonly size: number;
};

/** A primary address wins over somebody else's alias of the same spelling. */
export async function indexMailboxes(mailboxes: AsyncIterable<Mailbox>): Promise<MailboxIndex> {
  const primaries = new Set<string>();
  const aliases = new Map<string, string>();
  for await (const mailbox of mailboxes) {
    primaries.add(mailbox.address);
    for (const alias of mailbox.aliases) aliases.set(alias, mailbox.address);
  }
  return {
    findMailbox: (address) => (primaries.has(address) ? address : (aliases.get(address) ?? null)),
    size: primaries.size,
  };
}
