import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import type { Database } from '#lib/db/client.ts';
import { nextRunAt } from '#lib/domain/schedule.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { sampleKind, type SampleConnector } from './sample-connectors.ts';
import { sampleConnectorId, sampleMappingVersionId, sampleRunId } from './sample-id.ts';
import { writeRun } from './write-run.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

type Surroundings = { readonly now: Date; readonly masterKey: MasterKey };

const schedule = { time: '06:00', timeZone: 'Europe/Oslo' };
const AUTHOR = 'grace.lind@fjord.example';
const mappedNumbers = ['4791234567', '46701234567', '4520999888'];

/** Writes a connector with its mapping file and its runs, in place of what an earlier seed wrote. */
export async function writeConnector(
  db: Database,
  sample: SampleConnector,
  { now, masterKey }: Surroundings,
): Promise<void> {
  const id = sampleConnectorId(sample.number);
  const mappingVersionId = sampleMappingVersionId(sample.number);
  const createdAt = new Date(now.getTime() - 30 * 24 * 3600 * 1000);
  await forget(db, id);
  await db.connector.create({
    data: {
      id,
      kind: sampleKind.id,
      name: sample.name,
      state: sample.state,
      sourceKind: 'sftp',
      sourceSettings: { host: 'sftp.telemessage.example', port: 22, directory: '/' },
      sourceSecrets: sealSecret(masterKey, connectorSecretsPurpose(id), {
        username: 'sample',
        password: 'sample',
      }),
      destinationKind: 'graph',
      destinationSettings: {},
      folderName: sampleKind.folderName,
      automaticMapping: true,
      largestItemBytes: sampleKind.largestItemBytes,
      scheduleTime: schedule.time,
      scheduleTimeZone: schedule.timeZone,
      nextRunAt: sample.state === 'active' ? nextRunAt(schedule, now) : null,
      sourceStatus: sample.sourceStatus,
      sourceStatusAt: now,
      termsVersion: '2026-11',
      termsAcceptedBy: AUTHOR,
      termsAcceptedAt: createdAt,
      createdBy: AUTHOR,
      createdAt,
    },
    select: { id: true },
  });
  await db.mappingVersion.create({
    data: {
      id: mappingVersionId,
      connectorId: id,
      number: 1,
      fileName: `${sampleKind.id}-users.csv`,
      sha256: '0'.repeat(64),
      rowCount: mappedNumbers.length,
      author: AUTHOR,
      createdAt,
      pages: {
        create: mappingPagesOf(
          mappedNumbers.map((mobileNumber, index) => ({
            line: index + 2,
            mobileNumber,
            mailbox: 'jonas.berg@fjord.example',
          })),
        ),
      },
    },
    select: { id: true },
  });
  for (const [index, run] of sample.runs.entries()) {
    const place = { runId: sampleRunId(sample.number, index), connectorId: id, mappingVersionId };
    await writeRun(db, run, { ...place, now });
  }
}

async function forget(db: Database, connectorId: string): Promise<void> {
  await db.delivery.deleteMany({ where: { run: { connectorId } } });
  await db.item.deleteMany({ where: { connectorId } });
  await db.package.deleteMany({ where: { connectorId } });
  await db.run.deleteMany({ where: { connectorId } });
  await db.mappingVersion.deleteMany({ where: { connectorId } });
  await db.alert.deleteMany({ where: { connectorId } });
  await db.connector.deleteMany({ where: { id: connectorId } });
}
