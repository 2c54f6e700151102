import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { NetworkWriter } from '#lib/sandbox/sample-week/network/network-writer.ts';
import { chartPicture } from '#lib/sandbox/sample-week/sample-files.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

/** A picture message to one person. */
export function writePicture(
  writer: NetworkWriter,
  random: SeededRandom,
  [from, to]: readonly [EmlParticipant, EmlParticipant],
  date: Date,
): void {
  writer.write({
    context: 'multimedia-message',
    date,
    from,
    to: [to],
    text: random.pick(['Here is the chart', 'Skjermbilde fra i dag 📈', '']),
    attachments: [chartPicture(`IMG_${random.whole(1000, 9999)}.png`, random)],
  });
}

/** A picture to a group and an answer to it. */
export function writeGroupPictures(
  writer: NetworkWriter,
  random: SeededRandom,
  people: readonly EmlParticipant[],
  date: Date,
): void {
  const group = { id: `grp-${random.whole(10_000, 99_999)}`, name: 'Site visit 🏗️' };
  const [first, second, ...others] = people;
  if (first === undefined || second === undefined) throw new Error('a group of fewer than two');
  const context = 'multimedia-message';
  const attachments = [chartPicture('Baustelle Süd.png', random), chartPicture('現場.png', random)];
  const text = 'Two views of the site';
  writer.write({ context, date, from: first, to: [second, ...others], group, text, attachments });
  const answeredAt = new Date(date.getTime() + random.whole(30, 600) * 1000);
  writer.write({
    context,
    date: answeredAt,
    from: second,
    to: [first, ...others],
    group,
    text: 'Thanks, the left one is new to me',
  });
}
