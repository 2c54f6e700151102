'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { env } from '#lib/config/env.ts';
import { connectorKindSchema } from '#lib/connectors/catalog.ts';
import {
  connectorNameSchema,
  loginFormSchema,
  importFormSchema,
  termsFormSchema,
} from '#lib/domain/wizard/step-forms.ts';
import { checkConnectorName } from '#lib/operations/connectors/check-connector-name.ts';
import { finishDraft } from '#lib/operations/connectors/finish-draft.ts';
import { saveEdit } from '#lib/operations/connectors/save-edit.ts';
import { acceptTerms } from '#lib/operations/drafts/accept-terms.ts';
import { createDraft } from '#lib/operations/drafts/create-draft.ts';
import { deleteDraft } from '#lib/operations/drafts/delete-draft.ts';
import { saveLogin } from '#lib/operations/drafts/save-login.ts';
import { saveSchedule } from '#lib/operations/drafts/save-schedule.ts';

const draftId = z.uuid();

/** Begins a wizard. */
export const createDraftAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ kind: connectorKindSchema }),
  run: async ({ kind }, { session }) =>
    createDraft(await services(), { kind, actor: session.user }),
});

export const acceptTermsAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, terms: termsFormSchema }),
  run: async (input, { session }) =>
    acceptTerms(await services(), { ...input, actor: session.user }),
});

/** Stores name and credentials, and has the connection tried. */
export const saveLoginAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, login: loginFormSchema, trustNewHostKey: z.boolean() }),
  run: async (input, { session }) =>
    saveLogin(await services(), {
      ...input,
      actor: session.user,
      source: { kind: 'sftp', settings: env().telemessage },
      servers: env().sourceServers,
    }),
});

export const saveScheduleAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, schedule: importFormSchema }),
  run: async (input, { session }) =>
    saveSchedule(await services(), { ...input, actor: session.user }),
});

export const deleteDraftAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId }),
  run: async (input, { session }) =>
    deleteDraft(await services(), { ...input, actor: session.user }),
});

/** Creates the connector and queues its first import. */
export const finishDraftAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, schedule: importFormSchema }),
  run: async (input, { session }) =>
    finishDraft(await services(), {
      ...input,
      actor: session.user,
      destination: env().destination,
    }),
});

/** Makes the connector what its edit says. */
export const saveEditAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, schedule: importFormSchema }),
  run: async (input, { session }) =>
    saveEdit(await services(), { ...input, actor: await actorOf(session) }),
});

/** Whether the name is free, before the step is sent. */
export const checkConnectorNameAction = action({
  permission: 'connectors.write',
  schema: z.strictObject({ draftId, name: connectorNameSchema }),
  run: async (input, { session }) =>
    checkConnectorName(await services(), { ...input, actor: session.user }),
});
