import type { Database } from '#lib/db/client.ts';
import type { StartedEvidence } from '#lib/db/evidence.ts';
import {
  listEvidenceMappingFiles,
  listEvidencePackages,
  pagesOfDeliveryLines,
} from '#lib/db/evidence-receipts.ts';
import { createEvidenceChain, signedText } from '#lib/domain/evidence/evidence-chain.ts';
import {
  footerLine,
  headerLine,
  mappingFileLine,
  packageLine,
} from '#lib/domain/evidence/evidence-lines.ts';
import type { Signer } from '#lib/evidence/signing-key.ts';

/** A page is one text of about a megabyte; three are held at once. */
const RECEIPTS_PER_PAGE = 1_000;

type EvidenceLines = {
  readonly stream: AsyncGenerator<string>;
  /** Once the stream has ended. */
  readonly written: () => { readonly head: string; readonly receipts: number };
};

/** The lines of a run's evidence, read from the database as they are written, and then signed. */
export function evidenceLines(
  db: Database,
  started: StartedEvidence,
  signer: Signer,
): EvidenceLines {
  const { link, head } = createEvidenceChain();
  const { runId, connectorId, facts } = started;
  let receipts = 0;

  const linkObject = (body: object) => link(JSON.stringify(body));

  async function* stream(): AsyncGenerator<string> {
    yield linkObject(headerLine(facts, started));
    const packages = await listEvidencePackages(db, runId);
    for (const [index, from] of packages.entries()) {
      yield linkObject(packageLine(index + 1, from, runId));
    }
    const mappingFiles = await listEvidenceMappingFiles(db, runId);
    for (const file of mappingFiles) yield linkObject(mappingFileLine(file));

    const packageIds = packages.map(({ id }) => id);
    const numbers = { connectorId, runId, packageIds, mappingFiles };
    for await (const page of pagesOfDeliveryLines(db, numbers, RECEIPTS_PER_PAGE)) {
      receipts += page.length;
      for (const line of page) yield link(line);
    }
    yield linkObject(footerLine(facts, { packages: packages.length, deliveries: receipts }));
    yield `${JSON.stringify({
      type: 'signature',
      keyId: signer.keyId,
      signature: signer.sign(signedText(head())),
    })}\n`;
  }
  return { stream: stream(), written: () => ({ head: head(), receipts }) };
}
