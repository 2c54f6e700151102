import { z } from 'zod';

/** The checks of the wizard's pop-up, in the order in which they happen. */
export const CONNECTION_STEPS = ['reach', 'host-key', 'sign-in', 'packages'] as const;
const CONNECTION_STEP_STATES = ['running', 'passed', 'failed'] as const;

export const connectionStepSchema = z.object({
  id: z.enum(CONNECTION_STEPS),
  state: z.enum(CONNECTION_STEP_STATES),
  /** Code of the failure; its words are in lib/messages. */
  code: z.string().optional(),
  /** What was seen: the host key's fingerprint, the number of packages. Never a secret. */
  detail: z.string().optional(),
});
export type ConnectionStep = z.infer<typeof connectionStepSchema>;

export const CONNECTION_CHECK_STATES = ['waiting', 'running', 'passed', 'failed'] as const;
export type ConnectionCheckState = (typeof CONNECTION_CHECK_STATES)[number];
