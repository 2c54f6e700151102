export const MAPPING_COLUMNS = ['mobileNumber', 'mailbox', 'holdsFrom', 'holdsUntil'] as const;
export type MappingColumn = (typeof MAPPING_COLUMNS)[number];

/** Where each column is in a row; the last two are optional. */
export type MappingColumns = {
  readonly mobileNumber: number;
  readonly mailbox: number;
  readonly holdsFrom: number | undefined;
  readonly holdsUntil: number | undefined;
};

/**
 * Spellings of the header cells, without spaces, punctuation and accents: TeleMessage's and Microsoft's
 * (FACTS 2.2), and what people write of their own accord in English, French and Swedish.
 */
const SPELLINGS: Readonly<Record<MappingColumn, readonly string[]>> = {
  mobileNumber: [
    'externaluserid',
    'externalid',
    'userid',
    'mobilenumber',
    'mobile',
    'mobilephone',
    'phonenumber',
    'phone',
    'mobilephonenumber',
    'telephone',
    'telephonenumber',
    'cellphone',
    'cell',
    'number',
    'msisdn',
    'identifiantexterne',
    'identifiantutilisateurexterne',
    'numerodetelephone',
    'numerodemobile',
    'numerodetelephonemobile',
    'numeromobile',
    'telephonemobile',
    'telephoneportable',
    'portable',
    'numero',
    'externtanvandarid',
    'mobilnummer',
    'mobiltelefon',
    'mobiltelefonnummer',
    'mobil',
    'telefonnummer',
    'telefon',
    'nummer',
  ],
  mailbox: [
    'microsoft365usermailbox',
    'microsoft365mailbox',
    'm365usermailbox',
    'm365mailbox',
    'o365usermailbox',
    'o365mailbox',
    'office365usermailbox',
    'office365mailbox',
    'usermailbox',
    'mailbox',
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'primarysmtpaddress',
    'userprincipalname',
    'upn',
    'boiteauxlettresmicrosoft365',
    'boiteauxlettresutilisateurmicrosoft365',
    'boiteauxlettres',
    'courriel',
    'adressecourriel',
    'adresseemail',
    'adressemail',
    'adresseelectronique',
    'microsoft365postlada',
    'postlada',
    'brevlada',
    'epost',
    'epostadress',
    'mejl',
    'mejladress',
  ],
  holdsFrom: [
    'holdsfrom',
    'validfrom',
    'from',
    'startdate',
    'valableapartirdu',
    'valabledu',
    'datededebut',
    'debut',
    'gallerfran',
    'gallerfranochmed',
    'startdatum',
    'fran',
  ],
  holdsUntil: [
    'holdsuntil',
    'validuntil',
    'validto',
    'until',
    'to',
    'enddate',
    'valablejusquau',
    'datedefin',
    'fin',
    'gallertill',
    'gallertillochmed',
    'slutdatum',
    'till',
  ],
};

export type MappingHeader =
  | { readonly state: 'known'; readonly columns: MappingColumns; readonly ignored: string[] }
  | { readonly state: 'ambiguous'; readonly names: readonly string[] }
  | { readonly state: 'unknown' };

/** Finds the columns by their names, in any order, any case and with any punctuation. */
export function readMappingHeader(cells: readonly string[]): MappingHeader {
  const found = new Map<MappingColumn, number[]>();
  const ignored: string[] = [];
  cells.forEach((cell, index) => {
    const column = columnOf(cell);
    if (column !== undefined) found.set(column, [...(found.get(column) ?? []), index]);
    else if (cell.trim() !== '') ignored.push(cell.trim());
  });

  const repeated = [...found.values()].find((indexes) => indexes.length > 1);
  if (repeated !== undefined) {
    return { state: 'ambiguous', names: repeated.map((index) => (cells[index] ?? '').trim()) };
  }
  const at = (column: MappingColumn) => found.get(column)?.[0];
  const mobileNumber = at('mobileNumber');
  const mailbox = at('mailbox');
  if (mobileNumber === undefined || mailbox === undefined) return { state: 'unknown' };
  return {
    state: 'known',
    columns: {
      mobileNumber,
      mailbox,
      holdsFrom: at('holdsFrom'),
      holdsUntil: at('holdsUntil'),
    },
    ignored,
  };
}

function columnOf(cell: string): MappingColumn | undefined {
  const name = cell
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return MAPPING_COLUMNS.find((column) => SPELLINGS[column].includes(name));
}
