import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';
import { participantOf } from '#lib/sandbox/sample-week/day-writer.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

/**
 * Hands out people as cards are dealt, so that all have their turn. Those whose matching is special
 * come early, so that every day has something of each.
 */
export function dealer(people: readonly Person[], random: SeededRandom): () => EmlParticipant {
  const isSpecial = (person: Person) =>
    !person.hasMailbox || person.teleMessageEmail !== person.address;
  const ordinary = random.shuffle(people.filter((person) => !isSpecial(person)));
  const early = random.shuffle([...people.filter(isSpecial), ...ordinary.slice(0, 12)]);
  const deck = [...early, ...ordinary.slice(12)].map(participantOf);
  let next = 0;
  return () => {
    const dealt = deck[next % deck.length];
    if (dealt === undefined) throw new Error('an organisation without people');
    next += 1;
    return dealt;
  };
}
