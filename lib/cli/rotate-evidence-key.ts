import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { requireDatabaseUrl } from '#lib/cli/launcher/database.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { createDatabase } from '#lib/db/client.ts';
import { rotateEvidenceKey } from '#lib/operations/evidence/signing-key.ts';

/** `npm run rotate-evidence-key`, while Custody runs: evidence is signed with a new key from now on. */
await runCommand(async () => {
  const installation = await loadInstallation();
  const db = createDatabase(await requireDatabaseUrl(installation));
  try {
    const { masterKey } = installation.env;
    const id = await rotateEvidenceKey({ db, masterKey, now: () => new Date() });
    console.log(`Evidence is signed with the key ${id} from now on. Give auditors its public key.`);
  } finally {
    await db.$disconnect();
  }
});
