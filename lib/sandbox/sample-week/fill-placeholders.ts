import type { EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

const PLACES = ['Bergen', 'Malmö', 'Zürich', 'Kraków', 'London', 'Reykjavík', 'Singapore'];
const CURRENCIES = ['EUR', 'NOK', 'SEK', 'DKK', 'USD'];

/** @param addressed whose first name stands for `{name}` */
export function fillPlaceholders(
  text: string,
  random: SeededRandom,
  addressed: EmlParticipant,
): string {
  const values: Readonly<Record<string, () => string>> = {
    amount: () => `${random.pick(CURRENCIES)} ${random.whole(1, 48) * 0.25} m`,
    price: () => (random.whole(9_200, 10_850) / 100).toFixed(2),
    isin: () => `NO00${String(random.whole(10_000_000, 99_999_999))}`,
    clock: () => `${random.whole(8, 17)}:${random.pick(['00', '15', '30', '45'])}`,
    place: () => random.pick(PLACES),
    name: () => addressed.name.split(' ')[0] ?? '',
  };
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name]?.() ?? placeholder);
}
