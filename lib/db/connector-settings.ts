import { z } from 'zod';
import { afterImportSchema } from '#lib/domain/connectors/after-import.ts';

const sourceSettingsSchema = z
  .record(z.string(), z.json())
  .and(z.object({ afterImport: afterImportSchema }));

/** What happens at the source after an import, out of the settings as they are stored. */
export function readAfterImport(sourceSettings: unknown) {
  return sourceSettingsSchema.parse(sourceSettings).afterImport;
}
