import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';

/** Clients and others who have no mailbox in the organisation; 555-01xx numbers belong to nobody. */
export const outsiders: readonly EmlParticipant[] = [
  {
    name: 'Victoria Hale',
    mobileNumber: '12025550101',
    emailAddress: 'v.hale@harbour-fund.example',
  },
  { name: 'Marek Dvořák', mobileNumber: '12025550102', emailAddress: null },
  { name: 'Anne-Sophie Leclerc', mobileNumber: '12025550103', emailAddress: null },
  {
    name: 'Tor Håkon Bakke',
    mobileNumber: '12025550104',
    emailAddress: 'thb@bakke-rederi.example',
  },
  { name: 'Wei Zhang 張偉', mobileNumber: '12025550105', emailAddress: null },
  { name: 'Fatima Al-Sayed', mobileNumber: '12025550106', emailAddress: null },
  {
    name: 'Gunilla Ström',
    mobileNumber: '12025550107',
    emailAddress: 'gunilla@arvika-kommun.example',
  },
  { name: 'Piotr Zieliński', mobileNumber: '12025550108', emailAddress: null },
  {
    name: 'James O’Connor',
    mobileNumber: '12025550109',
    emailAddress: 'james.oconnor@nordhavn.example',
  },
  { name: 'Riikka Lehtonen', mobileNumber: '12025550110', emailAddress: null },
];
