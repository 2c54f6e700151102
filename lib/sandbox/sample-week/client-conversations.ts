import type { Conversation } from '#lib/sandbox/sample-week/conversation.ts';

/** With somebody from outside. */
export const clientConversations: readonly Conversation[] = [
  {
    setting: 'client',
    lines: [
      [1, 'Good morning! Where do you see the new Nordhavn bond trading today?'],
      [0, 'Morning {name}. Last print was {price}, we can show you {amount} on the offer.'],
      [1, 'That is a bit wide for us. Anything tighter if I take the whole line?'],
      [0, 'Let me talk to the desk, give me five minutes.'],
      [0, 'Back with {price} firm until {clock}.'],
      [1, 'Done. Please book {amount}, {isin}, settlement as usual.'],
      [0, 'Booked, confirmation follows by e-mail. Thank you 🙏'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [0, 'Hi {name}, the prospectus you asked about was published last night.'],
      [1, 'Great, can you send it over here? I am travelling and the portal is painful on a phone'],
      [0, 'Of course. The risk section starts on page 34, that is the part your committee wanted.'],
      [1, 'Perfect timing, we meet at {clock}.'],
      [1, 'One question: is the coupon fixed for the first five years or only four?'],
      [0, 'Five, then a reset every year. See the term sheet, second table.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Can you move our call to {clock}?'],
      [0, 'Yes, works for me. Same dial-in?'],
      [1, 'Same dial-in. Anna from treasury joins as well.'],
      [0, 'Good, I will bring the hedging numbers for Q4.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Hei! Har dere fått bekreftelse på oppgjøret fra i går?'],
      [0, 'Hei {name}, ja, alt gikk gjennom kl. {clock}. Beløpet var {amount}.'],
      [1, 'Supert, da sover jeg godt i natt 😅'],
      [0, 'Så bra. Jeg sender kontoutskriften når den er klar på mandag.'],
      [1, 'Tusen takk for hjelpen, ha en fin kveld!'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [0, 'God förmiddag! Vi har sett över er portfölj inför årsskiftet.'],
      [1, 'Och? Är det läge att minska i fastigheter?'],
      [0, 'Vi föreslår att gå från 18 % till 12 %, och flytta resten till korta räntor.'],
      [1, 'Låter försiktigt, men jag förstår. Skicka gärna underlaget hit.'],
      [0, 'Skickar strax. Åsa har även räknat på skatteeffekten.'],
      [1, 'Tack, jag återkommer före {clock}.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Your colleague promised me a quote for 25 kt of coal freight, Gdańsk to Rotterdam'],
      [0, 'I have it here: {price} per tonne, laycan 4 to 9 next month.'],
      [1, 'Someone else is 40 cents lower.'],
      [0, 'With a vessel that is on the water already? Ours is, and she has ice class.'],
      [1, 'ok fair point. Hold it for me until {clock} please'],
      [0, 'Held until {clock}, subject to charterer’s approval.'],
      [1, '👍'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'We need to sell {amount} of {isin} before the close, no questions asked'],
      [
        0,
        'Understood. I have to ask one question anyway: is this on behalf of the fund or your own account?',
      ],
      [1, 'The fund. Instruction comes from the investment committee, I will forward it.'],
      [0, 'Thank you, I start working the order as soon as I have that.'],
      [1, 'Sent to the order desk mailbox.'],
      [0, 'Received, order is live. Will report fills here.'],
      [0, 'First half done at {price}.'],
      [0, 'All done, average {price}. Contract notes tonight.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Bonjour, pouvez-vous me rappeler à propos de l’échéance de décembre ?'],
      [0, 'Bonjour {name}, bien sûr. Vers {clock}, cela vous convient ?'],
      [1, 'Parfait. C’est au sujet du swap : le taux n’est pas celui que nous avions noté.'],
      [0, 'D’accord, je vérifie le contrat avant de vous appeler.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Dzień dobry, czy zlecenie na {amount} zostało zrealizowane?'],
      [0, 'Dzień dobry! Tak, dziś o {clock}, średnia cena {price}.'],
      [1, 'Świetnie, proszę o potwierdzenie na piśmie.'],
      [0, 'Wysyłam w ciągu godziny.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, '您好，請問今天的匯率是多少？'],
      [0, '您好 {name}，目前報價 {price}，有效至 {clock}。'],
      [1, '好的，請幫我換 {amount}。謝謝！'],
      [0, '已經處理，確認單稍後寄出。'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [0, 'Dear {name}, a reminder that the consent solicitation ends today at {clock}.'],
      [1, 'Thank you. We vote in favour, our custodian has been told.'],
      [0, 'Much appreciated. The results come out tomorrow before the market opens.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Is it true that Halvorsen is stepping down?'],
      [
        0,
        'I can only point you to what is public: the company announced a press conference for {clock}.',
      ],
      [1, 'I thought you might know more :)'],
      [0, 'Even if I did, I could not say. Let us talk after the announcement.'],
      [1, 'Fair enough. You are right.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'The login page says my certificate has expired, can somebody help?'],
      [0, 'Sorry about that. I have asked client service to call you, which number is best?'],
      [1, 'This one. I am in {place} until Thursday.'],
      [0, 'They will call within the hour.'],
      [1, 'Works again, thanks. Quick as always!'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [0, 'Hello {name}, would the board like the ESG figures in the deck as well?'],
      [1, 'Yes please, scope 1 and 2 at least. Scope 3 only if it fits on one page.'],
      [0, 'It does, if we use the summary table.'],
      [1, 'Then include it. Deadline is {clock}.'],
    ],
  },
  {
    setting: 'client',
    lines: [
      [1, 'Can you do {amount} EUR/NOK forward, three months?'],
      [0, '{price} all in.'],
      [1, 'Mine.'],
      [0, 'Done. You buy EUR {amount} at {price}, value in three months.'],
    ],
  },
];
