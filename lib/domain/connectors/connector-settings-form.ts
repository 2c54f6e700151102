import { z } from 'zod';
import { AFTER_IMPORT } from '#lib/domain/connectors/after-import.ts';
import { scheduleFormSchema } from '#lib/domain/wizard/step-forms.ts';

/** What an admin may change of a connector's daily work: the browser and the server check the same. */
export const connectorSettingsFormSchema = z.strictObject({
  /** What happens at the source to a package whose import is proved. */
  afterImport: z.enum(AFTER_IMPORT),
  /** Time of day, `HH:mm`, in the connector's zone; null: the source is looked at once a day. */
  secondLookTime: scheduleFormSchema.shape.time.nullable(),
});
export type ConnectorSettingsForm = z.infer<typeof connectorSettingsFormSchema>;
