/** Somebody of the organisation, as the tenant and as TeleMessage know them. */
export type Person = {
  /** Object id in the tenant. */
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly jobTitle: string;
  /** Sign-in name and, where there is a mailbox, its primary address. Lower case. */
  readonly address: string;
  /** Further addresses of the mailbox. Lower case. */
  readonly aliases: readonly string[];
  readonly hasMailbox: boolean;
  /** The primary e-mail address where it is not the sign-in name, or a guest's elsewhere. Any case. */
  readonly mail: string | null;
  readonly isAccountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  /** E.164 digits without plus sign, as registered at TeleMessage. */
  readonly mobileNumber: string;
  /** What is registered at TeleMessage, right or wrong; null when nothing is. */
  readonly teleMessageEmail: string | null;
  /** App roles of Custody: `ConnectorAdmin`, `Reviewer`, `Reader`. */
  readonly appRoles: readonly string[];
  readonly isGlobalAdministrator: boolean;
  /** Offered first by the account picker. */
  readonly isSampleAccount: boolean;
};

export type Organisation = {
  readonly name: string;
  readonly domain: string;
  readonly people: readonly Person[];
  /** What else a tenant has: accounts of rooms, desks, guests and people who left. */
  readonly otherAccounts?: readonly Person[];
};

/** @param text an address or an object id, in any case */
export function findPerson(organisation: Organisation, text: string): Person | undefined {
  const wanted = text.toLowerCase();
  return organisation.people.find(
    ({ id, address, aliases }) => id === wanted || address === wanted || aliases.includes(wanted),
  );
}
