/**
 * What people at Fjord & Partners write about. Made up for the sandbox. `{amount}`,
 * `{price}`, `{isin}`, `{clock}`, `{place}` and `{name}` (of whoever wrote before) are filled in.
 */
export type Conversation = {
  /** `client`: speaker 1 is from outside; `desk`: two colleagues; `group`: four, speaker 3 may be from outside. */
  readonly setting: 'client' | 'desk' | 'group';
  /** Name of the group. */
  readonly title?: string;
  readonly lines: readonly (readonly [speaker: 0 | 1 | 2 | 3, text: string])[];
};
