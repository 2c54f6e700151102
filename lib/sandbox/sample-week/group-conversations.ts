import type { Conversation } from '#lib/sandbox/sample-week/conversation.ts';

/** Among several, some of them from outside. */
export const groupConversations: readonly Conversation[] = [
  {
    setting: 'group',
    title: 'Morning call',
    lines: [
      [
        0,
        'Good morning all. Three things: Riksbank at {clock}, Nordhavn results before the open, and the system is read-only from 18.',
      ],
      [1, 'Consensus for Nordhavn is {price} per share, we are a touch above.'],
      [2, 'Flows: small buyers of the long end, nothing dramatic.'],
      [0, 'Thanks. Please keep client talk to published research until the numbers are out.'],
      [3, 'Will there be a translation of the note?'],
      [1, 'English by {clock}, Finnish tomorrow.'],
    ],
  },
  {
    setting: 'group',
    title: 'Nordhavn refinancing',
    lines: [
      [0, 'Book is covered 1.4 times at the tight end. Guidance stays.'],
      [2, 'Two of the large accounts are limit at {price}, careful.'],
      [1, 'Then we do not go below that.'],
      [3, 'Issuer agrees. They care more about who than about five basis points.'],
      [0, 'Allocations at {clock}, please have comments in before.'],
      [2, 'Comments are in.'],
      [1, 'Same here.'],
    ],
  },
  {
    setting: 'group',
    title: 'Oslo office ☕',
    lines: [
      [1, 'Kaffemaskinen er død igjen'],
      [0, 'Nei!!'],
      [2, 'Servicemannen kommer kl. {clock}. Inntil da: pulverkaffe i skapet.'],
      [1, 'Jeg går heller hjem 😭'],
      [3, 'There is a good espresso bar across the street, bring me one too'],
    ],
  },
  {
    setting: 'group',
    title: 'Freight desk',
    lines: [
      [2, 'Fixture list for today: two Panamax, one Supramax, all ex Baltic.'],
      [0, 'Rate for the Supramax?'],
      [2, '{price} a day, option for a second year at the same.'],
      [1, 'That is strong. Who is the charterer?'],
      [2, 'Cannot say in here, ask me on the floor.'],
      [0, 'Good answer.'],
      [3, 'Weather update: Skagerrak closed for small craft until {clock}.'],
    ],
  },
  {
    setting: 'group',
    title: 'Onboarding Arvika Kommun',
    lines: [
      [0, 'KYC for Arvika is complete except one beneficial owner form.'],
      [1, 'They sent it yesterday, I uploaded it under the wrong client, sorry. Moved now.'],
      [0, 'Found it. Then we can open the account today.'],
      [3, 'Great news, our treasurer is waiting for the login details.'],
      [2, 'Those come by letter, never here. You should have it in two days.'],
      [3, 'Understood.'],
    ],
  },
  {
    setting: 'group',
    title: 'Risk & limits',
    lines: [
      [0, 'Limit breach on the FX book, {amount} over, since {clock}.'],
      [1, 'Known, it is the client forward. Hedge goes in with the fixing.'],
      [0, 'Who approved running it until then?'],
      [2, 'I did, written approval is in the risk system.'],
      [0, 'Thanks, closing the alert with a reference to that.'],
    ],
  },
  {
    setting: 'group',
    title: 'Weekend trip 🏔️',
    lines: [
      [1, 'Who has room in the car on Friday?'],
      [0, 'Two seats, leaving {place} at {clock}'],
      [2, 'One for me please'],
      [3, 'And me, I bring the waffles'],
      [0, 'Best deal of the week 🧇'],
    ],
  },
  {
    setting: 'group',
    title: 'Year-end planning',
    lines: [
      [0, 'Draft calendar: last settlement day is the 29th, books close on the 30th at {clock}.'],
      [2, 'Prague closes a day earlier, bank holiday.'],
      [1, 'Can we get that in writing from the custodian? Last year it was different again.'],
      [0, 'Asked them. Answer expected by Friday.'],
      [3, 'We also need a cover list for the 24th to 26th.'],
      [2, 'Klára, Tomás and I take it. Ελπίζω να μη χιονίσει!'],
    ],
  },
];
