'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { bulkSchema } from '#lib/domain/connectors/bulk.ts';
import { backfillConnector } from '#lib/operations/connectors/backfill-connector.ts';
import { beginEdit } from '#lib/operations/connectors/begin-edit.ts';
import { deleteConnector } from '#lib/operations/connectors/delete-connector.ts';
import { pauseConnector } from '#lib/operations/connectors/pause-connector.ts';
import { performOnConnectors } from '#lib/operations/connectors/perform-on-connectors.ts';
import { resumeConnector } from '#lib/operations/connectors/resume-connector.ts';
import { runConnectorNow } from '#lib/operations/connectors/run-connector-now.ts';

const schema = z.strictObject({ connectorId: z.uuid() });

/** Queues an import of the connector. */
export const runConnectorNowAction = action({
  permission: 'connectors.write',
  schema,
  run: async ({ connectorId }, { session }) =>
    runConnectorNow(await services(), { connectorId, actor: await actorOf(session) }),
});

/** Queues an import of the packages of a past period. */
export const backfillConnectorAction = action({
  permission: 'connectors.write',
  schema: schema.extend({ first: z.iso.date(), last: z.iso.date() }),
  run: async (input, { session }) =>
    backfillConnector(await services(), { ...input, actor: await actorOf(session) }),
});

export const pauseConnectorAction = action({
  permission: 'connectors.write',
  schema,
  run: async ({ connectorId }, { session }) =>
    pauseConnector(await services(), { connectorId, actor: await actorOf(session) }),
});

export const resumeConnectorAction = action({
  permission: 'connectors.write',
  schema,
  run: async ({ connectorId }, { session }) =>
    resumeConnector(await services(), { connectorId, actor: await actorOf(session) }),
});

/** Runs, pauses or resumes several connectors, and says what became of each. */
export const performOnConnectorsAction = action({
  permission: 'connectors.write',
  schema: bulkSchema,
  run: async (input, { session }) =>
    performOnConnectors(await services(), { ...input, actor: await actorOf(session) }),
});

/** Begins to change a connector by the wizard's steps. */
export const beginEditAction = action({
  permission: 'connectors.write',
  schema,
  run: async ({ connectorId }, { session }) =>
    beginEdit(await services(), { connectorId, actor: session.user }),
});

/** Ends the connector; what it has filed, held and recorded stays. */
export const deleteConnectorAction = action({
  permission: 'connectors.write',
  schema: schema.extend({ name: z.string().max(200) }),
  run: async (input, { session }) =>
    deleteConnector(await services(), { ...input, actor: await actorOf(session) }),
});
