import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { Conversation } from '#lib/sandbox/sample-week/conversation.ts';
import { outsiders } from '#lib/sandbox/sample-week/outsiders.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

/** Who says what in a conversation: speakers by their number, then those who only listen. */
export function castSpeakers(
  { setting }: Conversation,
  deal: () => EmlParticipant,
  random: SeededRandom,
): readonly EmlParticipant[] {
  if (setting === 'client') return [deal(), random.pick(outsiders)];
  if (setting === 'desk') return [deal(), deal()];
  const listeners = Array.from({ length: random.whole(0, 4) }, deal);
  const fourth = random.chance(0.5) ? random.pick(outsiders) : deal();
  return [deal(), deal(), deal(), fourth, ...listeners];
}
