import type { Conversation } from '#lib/sandbox/sample-week/conversation.ts';

/** Between two colleagues. */
export const deskConversations: readonly Conversation[] = [
  {
    setting: 'desk',
    lines: [
      [0, 'Are you on the desk? Need a second pair of eyes on the Bergvik order'],
      [1, 'Two minutes, just coming out of the lift'],
      [1, 'Here now. What is it?'],
      [0, 'Client says {amount}, ticket says ten times that. I think somebody added a zero.'],
      [1, 'Definitely. Do NOT send it, I call them.'],
      [0, 'Holding.'],
      [1, 'Confirmed, {amount} is right. Ticket corrected and noted in the log.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Lunch?'],
      [1, 'Only if it is not the canteen again'],
      [0, 'The Thai place, {clock}?'],
      [1, 'In 🌶️'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [1, 'Har du sett på limiten for {isin}?'],
      [0, 'Ja, vi ligger på 94 %. Risk vil ha oss under 90 før stengetid.'],
      [1, 'Da må vi selge litt. Jeg spør Øyvind om han har en kjøper.'],
      [0, 'Gjør det. Helst ikke under {price}.'],
      [1, 'Solgt {amount} på {price}, vi er på 87 % nå ✅'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [
        0,
        'Settlement failed for yesterday’s {isin}, counterparty says they never got our instruction',
      ],
      [1, 'They did, I have the acknowledgement from {clock}.'],
      [0, 'Can you send me a screenshot? I want to put it into the claim.'],
      [1, 'Sure, one second'],
      [0, 'Got it. They owe us the penalty then.'],
      [1, 'And an apology, which we will not get'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Who is covering {place} next week?'],
      [1, 'I am, until Wednesday. Then Maja.'],
      [0, 'Please tell the clients, two have asked already'],
      [1, 'Will do today.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [1, 'The model gives {price} if I use yesterday’s curve and something silly with today’s'],
      [0, 'Today’s curve has a hole at 7y, the feed dropped between 8 and 9'],
      [1, 'That explains it. if (x < 0 && y > 100) then panic'],
      [0, 'Ha. Interpolate for now, vendor says fixed by {clock}.'],
      [1, 'Done, looks sane again.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Moi! Onko Helsingin toimistolla vielä se allekirjoitettu sopimus?'],
      [1, 'On, lukitussa kaapissa. Skannaanko sen sinulle?'],
      [0, 'Kyllä kiitos, asianajaja pyysi sitä ennen kello {clock}.'],
      [1, 'Lähetetty. Sivu 7 puuttui alkuperäisestäkin.'],
      [0, 'Hmm, sen täytyy olla jossain. Kysyn Hannalta.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [1, 'Kan du lige kigge på fakturaen fra Søborg? Beløbet er forkert.'],
      [0, 'Hvad skulle det have været?'],
      [1, '{amount}, men der står 10 gange så meget.'],
      [0, 'Jeg ringer til dem nu. Betal den ikke før jeg vender tilbage.'],
      [1, 'Aftalt 👌'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Can you sign off the trade surveillance alerts from yesterday? Three are open'],
      [1, 'Two are fat fingers, closed with a comment. The third I want to look at properly.'],
      [0, 'Which one?'],
      [1, 'The cross at {price}. Same beneficial owner on both sides, maybe.'],
      [0, 'Escalate it then, please, and do not discuss it with the desk.'],
      [1, 'Understood, goes to Ruth now.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Happy birthday!! 🎂🎉'],
      [1, 'Thank you 😊 cake in the kitchen at {clock}'],
      [0, 'On my way, obviously'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [1, 'Did the auditors get what they asked for?'],
      [0, 'Everything but the minutes from March, legal has them'],
      [1, 'They want them today. And a list of everybody with access to the deal folder.'],
      [
        0,
        'List is here: https://intranet.fjord.example/reports/access-reviews/2026/q4/deal-folders/north-sea-refinancing?format=table&columns=name,role,granted,reviewed#current',
      ],
      [1, 'Thanks, that is the one'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [0, 'Þú ert með lykilinn að skjalasafninu, er það ekki?'],
      [1, 'Jú, hann er hjá Guðrúnu í dag.'],
      [0, 'Takk, ég sæki hann kl. {clock}.'],
    ],
  },
  {
    setting: 'desk',
    lines: [
      [1, 'Rates meeting moved to {clock}, room Lofoten'],
      [0, 'Again? I have a client call then'],
      [1, 'Dial in for the first ten minutes, your item is first'],
      [0, 'ok'],
      [0, 'Short version of my item: duration down a quarter, no change in credit.'],
      [1, 'Noted, will say so if the line drops.'],
    ],
  },
];
