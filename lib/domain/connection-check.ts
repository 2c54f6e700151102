import { z } from 'zod';

/** How long the pop-up waits for a verification code: OpenSSH ends a sign-in after 120 s. */
export const VERIFICATION_CODE_PATIENCE_MS = 115_000;

/** Codes are digits or letters; a server may want a space or a hyphen in between. */
export const verificationCodeSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]*$/u);

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

/** `asking`: the server asks for a verification code, and the check waits for a person to enter it. */
export const CONNECTION_CHECK_STATES = [
  'waiting',
  'running',
  'asking',
  'passed',
  'failed',
] as const;
export type ConnectionCheckState = (typeof CONNECTION_CHECK_STATES)[number];

/** Whose sign-in is tried. */
export const checkSubjectSchema = z.union([
  z.strictObject({ draftId: z.uuid() }),
  z.strictObject({ connectorId: z.uuid() }),
]);
export type CheckSubject = z.infer<typeof checkSubjectSchema>;

/** What the pop-up is told while a check is made. */
export const connectionCheckViewSchema = z.object({
  state: z.enum(CONNECTION_CHECK_STATES),
  steps: z.array(connectionStepSchema),
});
export type ConnectionCheckView = z.infer<typeof connectionCheckViewSchema>;
