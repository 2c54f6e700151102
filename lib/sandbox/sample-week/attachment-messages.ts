import type { EmlAttachment } from '#lib/sandbox/packages/build-eml.ts';
import type { DayWriter } from '#lib/sandbox/sample-week/day-writer.ts';
import {
  chartPicture,
  noisePicture,
  textDocument,
  textFile,
  voiceMessage,
} from '#lib/sandbox/sample-week/sample-files.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

const TUESDAY = 2;
const WEDNESDAY = 3;

type Sent = { readonly text: string; readonly attachments: readonly EmlAttachment[] };

/** Messages with files, as replies in chats of the day. */
export function writeAttachments(writer: DayWriter, random: SeededRandom, count: number): void {
  for (const sent of random.shuffle(sampleFiles(random)).slice(0, count)) {
    reply(writer, random, sent);
  }
}

/**
 * Once a week an item above the 10 MB that a connector delivers, and once one that has to go into a
 * mailbox in pieces.
 * @param weekday 0 for Sunday
 */
export function writeLargeFiles(writer: DayWriter, random: SeededRandom, weekday: number): void {
  if (weekday === TUESDAY) {
    const attachments = [noisePicture('Site survey, hull section.png', 5.4)];
    reply(writer, random, { text: 'Picture from the dry dock, full resolution', attachments });
  }
  if (weekday === WEDNESDAY) {
    const attachments = [noisePicture('Aerial view of the quay.png', 11)];
    reply(writer, random, { text: 'Too big for e-mail, so here:', attachments });
  }
}

function reply(writer: DayWriter, random: SeededRandom, { text, attachments }: Sent): void {
  const { chat, from, date } = random.pick(writer.written());
  const later = new Date(date.getTime() + random.whole(20, 300) * 1000);
  writer.write({ chat, sender: from, date: later, text, attachments });
}

function sampleFiles(random: SeededRandom): readonly Sent[] {
  return [
    { text: 'Chart of the day', attachments: [chartPicture('chart.png', random)] },
    {
      text: 'Term sheet as discussed',
      attachments: [
        textDocument('Term sheet (final).pdf', [
          'Fjord & Partners',
          'Term sheet, indicative and subject to documentation',
          `Coupon: ${random.whole(300, 575) / 100} % fixed for five years`,
        ]),
      ],
    },
    { text: '', attachments: [voiceMessage('voice-message.wav', random)] },
    {
      text: 'Utkastet, kommentarer innen fredag 🙏',
      attachments: [textDocument('Årsrapport – utkast (3).pdf', ['Annual report, draft 3'])],
    },
    {
      text: 'Fills of today',
      attachments: [
        textFile(
          'fills.csv',
          'text/csv',
          `time;side;size;price\r\n09:14;BUY;${random.whole(1, 40)};99.85\r\n09:31;BUY;${random.whole(1, 40)};99.90\r\n`,
        ),
      ],
    },
    {
      text: '報價單在這裡',
      attachments: [textDocument('報價單.pdf', ['Quotation']), chartPicture('走勢圖.png', random)],
    },
    {
      text: 'Three views of the same thing',
      attachments: [
        chartPicture('overview_2026.png', random),
        chartPicture('Översikt Q4.png', random),
        textFile('notes.txt', 'text/plain', 'Left: volumes. Right: spreads.\nBlue is us.\n'),
      ],
    },
    {
      text: 'Minutes, please read before you comment',
      attachments: [
        textDocument(
          'Minutes of the extraordinary meeting of the investment committee of the North Sea fund, second version with changes.pdf',
          ['Minutes', '1. The chair opened the meeting.', '2. (No objections.)'],
        ),
      ],
    },
    { text: 'Weather map', attachments: [chartPicture('kart "Skagerrak".png', random)] },
  ];
}
