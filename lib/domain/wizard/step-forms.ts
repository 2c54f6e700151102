import { IANAZone } from 'luxon';
import { z } from 'zod';
import { AFTER_IMPORT } from '#lib/domain/connectors/after-import.ts';
import { serverFieldSchema } from '#lib/domain/source-server.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';

/**
 * What each step asks. The form in the browser and the action on the server parse with the same
 * schema. Messages are codes; their words are in `wizard.fields`.
 */
const CONTROL_CHARACTER = /\p{Cc}/u;
export const LONGEST_CONNECTOR_NAME = 80;

export const connectorNameSchema = z
  .string()
  .trim()
  .min(1, 'name-required')
  .max(LONGEST_CONNECTOR_NAME, 'name-too-long')
  .refine((name) => !CONTROL_CHARACTER.test(name), 'name-control-character');

export const termsFormSchema = z.object({ version: z.literal(currentTerms.version) });
export type TermsForm = z.infer<typeof termsFormSchema>;

export const loginFormSchema = z
  .object({
    name: connectorNameSchema,
    /** `stored`: go on with those the draft holds; they are never shown again. */
    credentials: z.enum(['stored', 'new']),
    username: z.string().trim().max(200, 'username-too-long'),
    password: z.string().max(500, 'password-too-long'),
    /** `host:port`; the deployment's own server when left out. */
    server: serverFieldSchema.optional(),
  })
  .superRefine(({ credentials, username, password }, context) => {
    if (credentials === 'stored') return;
    const report = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (username === '') report('username', 'username-required');
    else if (CONTROL_CHARACTER.test(username)) report('username', 'username-control-character');
    if (password === '') report('password', 'password-required');
  });
export type LoginForm = z.infer<typeof loginFormSchema>;

export const mappingFormSchema = z
  .object({
    isAutomatic: z.boolean(),
    /** `stored`: the file that the draft has; `new`: the one that comes with this form. */
    file: z.enum(['none', 'stored', 'new']),
  })
  .refine(({ isAutomatic, file }) => isAutomatic || file !== 'none', {
    path: ['file'],
    message: 'mapping-required',
  });
export type MappingForm = z.infer<typeof mappingFormSchema>;

export const scheduleFormSchema = z.object({
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'time-invalid'),
  timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'time-zone-invalid'),
});

const DEFAULT_SCHEDULE_TIME = '06:00';
/** Packages for a day may appear as late as the next afternoon (FACTS 3.3). */
export const USUAL_SECOND_LOOK = '17:00';

/** What Review asks: when the daily import begins, and how it goes about its work. */
export const importFormSchema = scheduleFormSchema
  .extend({
    /** In the same zone; null: the source is looked at once a day. */
    secondLookTime: scheduleFormSchema.shape.time.nullable(),
    /** What happens at the source to a package whose import is proved. */
    afterImport: z.enum(AFTER_IMPORT),
    /** Items above the usual limit are delivered and not held. */
    allowsLargerItems: z.boolean(),
  })
  .refine(({ time, secondLookTime }) => time !== secondLookTime, {
    path: ['secondLookTime'],
    message: 'second-look-at-import',
  });
export type ImportForm = z.infer<typeof importFormSchema>;

/** What Review shows at first. */
export function usualImport(timeZone: string): ImportForm {
  return {
    time: DEFAULT_SCHEDULE_TIME,
    timeZone,
    secondLookTime: USUAL_SECOND_LOOK,
    afterImport: 'leave',
    allowsLargerItems: false,
  };
}
