import { parseArgs } from 'node:util';
import { loadInstallation, type Installation } from '#lib/cli/environment/load-installation.ts';
import { requireDatabaseUrl, startDatabase } from '#lib/cli/launcher/database.ts';
import { findPortFault } from '#lib/cli/launcher/ports.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { pagesOfAuditLog } from '#lib/db/audit.ts';
import { createDatabase } from '#lib/db/client.ts';
import { verifyAuditChain, type AuditFinding } from '#lib/domain/audit/verify-audit-chain.ts';
import { AppError } from '#lib/domain/errors.ts';
import { readAuditAnchors } from '#lib/operations/audit/anchor-audit-log.ts';

/**
 * `npm run verify-audit [-- --anchor FILE]`: follows the audit log from its first entry and compares
 * it with what was anchored outside the database. Exit code 1 when something is wrong, each named.
 * docs/audit-log.md
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { anchor: { type: 'string' } } });
  const installation = await loadInstallation();
  const { audit } = installation.env;
  const anchors = await readAuditAnchors(values.anchor ?? audit.anchorFile);
  const database = await openDatabase(installation);
  const db = createDatabase(database.url);
  try {
    const { entries, last, findings, afterLastAnchor } = await verifyAuditChain(
      pagesOfAuditLog(db),
      audit.key,
      anchors,
    );
    console.log(
      `${entries} entries, the last is number ${last ?? 0n}; ${anchors.length} anchors, ${afterLastAnchor} entries after the last one.`,
    );
    if (findings.length > 0) {
      throw new AppError(
        'audit-log-wrong',
        `${findings.length} things are wrong:\n${findings.map(sayFinding).join('\n')}`,
      );
    }
    console.log('Nothing is wrong.');
  } finally {
    await db.$disconnect();
    await database.stop();
  }
});

/** Of the Custody that runs, or started for this when it does not. */
async function openDatabase(installation: Installation) {
  const { databaseUrl, databasePort } = installation.env;
  const isRunning =
    databaseUrl !== undefined || (await findPortFault(databasePort, '127.0.0.1')) !== undefined;
  if (!isRunning) return startDatabase(installation);
  return { url: await requireDatabaseUrl(installation), stop: () => Promise.resolve() };
}

function sayFinding(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'changed':
      return `entry ${finding.entry} was changed, or not written by Custody`;
    case 'unlinked':
      return `entry ${finding.entry} has no link, though entries before it have one`;
    case 'missing':
      return finding.from === finding.to
        ? `entry ${finding.from} is missing`
        : `entries ${finding.from} to ${finding.to} are missing`;
    case 'cut':
      return `the log ends before entry ${finding.entry}, which it had at ${finding.anchored}`;
    case 'rewritten':
      return `entry ${finding.entry} is not the one that was anchored at ${finding.anchored}: the log was written anew`;
  }
}
