import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import type { BulkOutcome, BulkVerb } from '#lib/domain/connectors/bulk.ts';
import { AppError } from '#lib/domain/errors.ts';
import { pauseConnector } from '#lib/operations/connectors/pause-connector.ts';
import { resumeConnector } from '#lib/operations/connectors/resume-connector.ts';
import { runConnectorNow } from '#lib/operations/connectors/run-connector-now.ts';
import type { Services } from '#lib/operations/services.ts';

type Verb = (
  services: Services,
  of: { readonly connectorId: string; readonly actor: AuditActor },
) => Promise<unknown>;

const verbs: Readonly<Record<BulkVerb, Verb>> = {
  run: runConnectorNow,
  pause: pauseConnector,
  resume: resumeConnector,
};

/**
 * One verb on several connectors, one after the other, each in a transaction and with an audit entry of
 * its own: what is refused for one stops none of the others.
 * @returns what became of each, in the order given, each connector once
 */
export async function performOnConnectors(
  services: Services,
  bulk: {
    readonly verb: BulkVerb;
    readonly connectorIds: readonly string[];
    readonly actor: AuditActor;
  },
): Promise<readonly BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const connectorId of new Set(bulk.connectorIds)) {
    outcomes.push({ connectorId, ...(await performOnOne(connectorId)) });
  }
  return outcomes;

  async function performOnOne(connectorId: string): Promise<Omit<BulkOutcome, 'connectorId'>> {
    try {
      const isChanged = await verbs[bulk.verb](services, { connectorId, actor: bulk.actor });
      return { outcome: isChanged === false ? 'unchanged' : 'done', code: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { outcome: 'refused', code: error.code };
    }
  }
}
