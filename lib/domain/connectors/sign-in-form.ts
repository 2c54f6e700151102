import { z } from 'zod';

const CONTROL_CHARACTER = /\p{Cc}/u;

/** Other credentials for a connector's source. Messages are codes; their words are in `wizard.fields`. */
export const signInFormSchema = z.object({
  username: z
    .string()
    .trim()
    .min(1, 'username-required')
    .max(200, 'username-too-long')
    .refine((name) => !CONTROL_CHARACTER.test(name), 'username-control-character'),
  password: z.string().min(1, 'password-required').max(500, 'password-too-long'),
});
export type SignInForm = z.infer<typeof signInFormSchema>;
