import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import { runAction, type ActionDefinition, type ActionResult } from '#lib/actions/run-action.ts';
import { recordRefusal } from '#lib/auth/record-audit.ts';
import { findSession } from '#lib/auth/session.ts';
import { reportBug } from '#lib/logging/report-bug.ts';
import { isProblemCode } from '#lib/messages/problem-codes.ts';

/**
 * Makes a server action of who may call it, what shape comes in, and the verb that is called:
 *
 *     export const pauseConnectorAction = action({
 *       permission: 'connectors.write',
 *       schema: z.object({ connectorId: z.uuid() }),
 *       run: ({ connectorId }, { session }) => pauseConnector(services(), connectorId, session.user.email),
 *     });
 *
 * It never throws to a form: the answer is `{ ok: true, data }` or `{ ok: false, error }`.
 */
export function action<Schema extends z.ZodType, Data>(
  definition: ActionDefinition<Schema, Data>,
): (input: unknown) => Promise<ActionResult<Data>> {
  return async (input) => {
    const t = await getTranslations('problems');
    return runAction(
      definition,
      {
        findSession,
        recordRefusal,
        findWords: (code) => (isProblemCode(code) ? t(code) : undefined),
        reportBug: (error) => t('unexpected', { number: reportBug(error) }),
      },
      input,
    );
  };
}
