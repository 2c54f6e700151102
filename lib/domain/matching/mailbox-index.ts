/** A mailbox and every address that reaches it. Addresses are in lower case. */
export type Mailbox = {
  /** What deliveries are addressed to. */
  readonly address: string;
  /** The primary e-mail address where it is another; `address` is only a name to sign in with then. */
  readonly mail?: string;
  /** Further e-mail addresses. */
  readonly aliases: readonly string[];
};

/** Answers whether an address reaches a mailbox that exists now, and which. */
export type MailboxIndex = {
  /** What deliveries to the mailbox behind `address` (lower case) are addressed to; null: there is none. */
  findMailbox(address: string): string | null;
  readonly size: number;
};

/** Two mailboxes claim the address: nobody can say whose it is. */
const DISPUTED = null;

/**
 * A primary e-mail address wins over somebody else's alias of the same spelling, and both over a
 * sign-in name: one person may sign in with what is another's e-mail address.
 */
export async function indexMailboxes(mailboxes: AsyncIterable<Mailbox>): Promise<MailboxIndex> {
  const primaries = new Map<string, string | null>();
  const aliases = new Map<string, string | null>();
  const signInNames = new Map<string, string | null>();
  let size = 0;
  for await (const { address, mail, aliases: further } of mailboxes) {
    size += 1;
    claim(primaries, mail ?? address, address);
    for (const alias of further) claim(aliases, alias, address);
    if (mail !== undefined) claim(signInNames, address, address);
  }

  const findExactly = (address: string): string | null | undefined => {
    for (const known of [primaries, aliases, signInNames]) {
      const found = known.get(address);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    findMailbox(address) {
      const owner = findExactly(address);
      return owner === undefined ? (findExactly(withoutTag(address)) ?? null) : owner;
    },
    size,
  };
}

function claim(owners: Map<string, string | null>, address: string, owner: string): void {
  const other = owners.get(address);
  owners.set(address, other === undefined || other === owner ? owner : DISPUTED);
}

/** `jonas+phone@…` reaches `jonas@…`: plus addressing, which Exchange Online has on. */
function withoutTag(address: string): string {
  return address.replace(/^([^+@]+)\+[^@]*@/, '$1@');
}
