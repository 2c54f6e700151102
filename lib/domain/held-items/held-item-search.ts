import { z } from 'zod';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';

export const HELD_ITEMS_PER_PAGE = 25;

/** Held at least so many days. */
export const HELD_AGES = ['1', '7', '30'] as const;

const text = z.string().trim().max(200);

const fields = {
  reason: z.enum(HOLD_REASONS).or(z.literal('')),
  connector: z.uuid().or(z.literal('')),
  /** A mobile number or an address, of somebody without a mailbox or of the mailbox itself. */
  person: text,
  age: z.enum(HELD_AGES).or(z.literal('')),
  /** Anywhere in an item's or a package's name, a number or an address. */
  text,
} as const;

/** Which held items are meant; an empty field means any. */
export const heldItemFilterSchema = z.strictObject(fields);
export type HeldItemFilter = z.infer<typeof heldItemFilterSchema>;

/** What the address of the page says. Nonsense in it means the default, never an error. */
export const heldItemSearchSchema = z.object({
  reason: fields.reason.catch(''),
  connector: fields.connector.catch(''),
  person: fields.person.catch(''),
  age: fields.age.catch(''),
  text: fields.text.catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type HeldItemSearch = z.infer<typeof heldItemSearchSchema>;

export const everyHeldItem: HeldItemSearch = heldItemSearchSchema.parse({});

/** The search as part of an address, `?` included; what is as by default is left out. */
export function heldItemAddress(search: HeldItemSearch): string {
  const params = new URLSearchParams();
  for (const name of ['reason', 'connector', 'person', 'age', 'text'] as const) {
    if (search[name] !== '') params.set(name, search[name]);
  }
  if (search.page !== 1) params.set('page', String(search.page));
  return params.size === 0 ? '' : `?${params.toString()}`;
}

export function hasFilter({ reason, connector, person, age, text }: HeldItemFilter): boolean {
  return [reason, connector, person, age, text].some((field) => field !== '');
}

/** The search without its page: what is meant by "all that are shown". */
export function filterOf(search: HeldItemSearch): HeldItemFilter {
  const { reason, connector, person, age, text } = search;
  return { reason, connector, person, age, text };
}
