import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import type { Organisation, Person } from '#lib/sandbox/organisation/organisation.ts';

const DOMAIN = 'fjord.example';
/** 070-174 06 05 to 06 99 is set aside in Sweden for films and books: nobody has these numbers. */
const FIRST_MOBILE_NUMBER = 46_701_740_605;

type Exception = Partial<Omit<Person, 'id' | 'displayName' | 'address' | 'mobileNumber'>>;

const sample = { isSampleAccount: true } as const;
const withoutEmail: Exception = { teleMessageEmail: null };
const withoutMailbox: Exception = { hasMailbox: false };

function registeredAs(teleMessageEmail: string): Exception {
  return { teleMessageEmail };
}

/** Name, job, and what is special. Addresses and numbers follow from the order: append only. */
const rows: readonly (readonly [name: string, jobTitle: string, exception?: Exception])[] = [
  [
    'Grace Lind',
    'IT Director',
    { ...sample, appRoles: ['ConnectorAdmin'], isGlobalAdministrator: true },
  ],
  ['Oscar Dahl', 'Compliance Systems Engineer', { ...sample, appRoles: ['ConnectorAdmin'] }],
  ['Ruth Moen', 'Compliance Officer', { ...sample, appRoles: ['Reviewer'] }],
  ['Leo Strand', 'Internal Auditor', { ...sample, appRoles: ['Reader'] }],
  ['Nina Vik', 'Portfolio Assistant', sample],
  ['Jonas Berg', 'Senior Broker'],
  ['Ida Holm', 'Broker'],
  ['Åse Bjørnstad', 'Head of Fixed Income'],
  ['Søren Kjær', 'Fixed Income Trader'],
  ['Łukasz Wójcik', 'Equity Sales'],
  ['Mei-Ling Chen 陳美玲', 'Asia Desk Lead'],
  ['Henrik Sæther', 'Equity Trader', withoutEmail],
  ['Elin Ångström', 'Research Analyst'],
  ['Zoë Papadopoulou', 'Research Analyst', withoutEmail],
  ['Mats Öberg', 'Head of Equities'],
  ['Sigrid Nyhus', 'Relationship Manager'],
  ['Anders Falk', 'Relationship Manager', registeredAs('anders.falk@fjord-partners.example')],
  ['Tuva Lien', 'Junior Broker'],
  ['Kari Sørensen', 'Settlement Specialist'],
  ['Emil Rask', 'Settlement Specialist', withoutMailbox],
  ['Freja Winther', 'Client Service'],
  ['Viktor Hägg', 'Client Service', registeredAs('viktor.hagg@mail.example')],
  ['Aino Mäkelä', 'Helsinki Office Manager'],
  ['Juhani Koskinen', 'Broker, Helsinki'],
  ['Priya Raman', 'Risk Manager'],
  ['Tomás Ferreira', 'FX Trader', withoutEmail],
  ['Chloé Lefèvre', 'FX Sales'],
  ['Daniel Ekström', 'Commodities Trader'],
  ['Maja Lindqvist', 'Commodities Sales'],
  ['Øyvind Haug', 'Shipping Desk Lead'],
  ['Ragnhild Aas', 'Shipping Broker'],
  ['Peder Skou', 'Shipping Broker', registeredAs('peder.skuo@fjord.example')],
  ['Hanna Wikström', 'Legal Counsel'],
  [
    'Ingrid Thorsen',
    'Private Banking Adviser',
    { aliases: ['ingrid.berge@fjord.example'], teleMessageEmail: 'ingrid.berge@fjord.example' },
  ],
  ['Nils Hammar', 'Private Banking Adviser'],
  ['Sara El-Amin', 'Private Banking Adviser'],
  ['Björn Þorsteinsson', 'Reykjavik Office Lead', { aliases: ['bjorn@fjord.example'] }],
  ['Guðrún Jónsdóttir', 'Broker, Reykjavik'],
  ['Olof Sandell', 'Treasury Manager'],
  ['Klara Nordin', 'Treasury Analyst', withoutEmail],
  ['Rasmus Friis', 'Derivatives Trader'],
  ['Amélie Dubois', 'Derivatives Sales'],
  ['Yusuf Demir', 'Credit Analyst'],
  ['Linnea Frost', 'Credit Analyst'],
  ['Kasper Møller', 'Managing Partner'],
  ['Astrid Vang', 'Executive Assistant'],
  ['Pavel Novák', 'Equity Sales, Prague'],
  ['Sofia Rosén', 'Structured Products'],
  ['Magnus Hoel', 'Structured Products'],
  ['Wilma Carlsen', 'Trainee', withoutMailbox],
];

const disabled: Exception = { isAccountEnabled: false };

/** Nobody of these is registered at TeleMessage: they are here for who looks for a mailbox. */
const otherRows: readonly (readonly [name: string, localPart: string, exception: Exception])[] = [
  ['Trade Support', 'trade.support', disabled],
  ['Meeting Room Oslo', 'room.oslo', disabled],
  ['Gunnar Lie', 'gunnar.lie', disabled],
  ['Renate Aas', 'raas', { mail: 'Renate.Aas@Fjord.example' }],
  [
    'Anna Lund',
    'anna_lund.example#ext#',
    { ...withoutMailbox, mail: 'anna@lund.example', userType: 'Guest' },
  ],
  ['Per Lund', 'per_lund.example#ext#', { ...withoutMailbox, mail: 'per@lund.example' }],
  ['Contractor Nine', 'contractor.nine', { ...withoutMailbox, mail: 'nine@fjord.example' }],
];

/** "Fjord & Partners": fifty made-up people, the same every time. */
export const sampleOrganisation: Organisation = {
  name: 'Fjord & Partners',
  domain: DOMAIN,
  people: rows.map(([displayName, jobTitle, exception], index) =>
    createPerson({
      displayName,
      jobTitle,
      address: `${localPart(displayName)}@${DOMAIN}`,
      mobileNumber: String(FIRST_MOBILE_NUMBER + index),
      ...exception,
    }),
  ),
  otherAccounts: otherRows.map(([displayName, name, exception]) =>
    createPerson({
      displayName,
      address: `${name}@${DOMAIN}`,
      mobileNumber: '',
      teleMessageEmail: null,
      ...exception,
    }),
  ),
};

function localPart(displayName: string): string {
  const foldable: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', ł: 'l', þ: 'th', ð: 'd' };
  return displayName
    .toLowerCase()
    .normalize('NFD')
    .replace(/[øæłþð]/g, (letter) => foldable[letter] ?? '')
    .replace(/[^a-z -]/g, '')
    .trim()
    .replace(/ +/g, '.');
}
