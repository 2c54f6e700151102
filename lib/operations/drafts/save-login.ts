import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import type { Transaction } from '#lib/db/client.ts';
import { insertConnectionCheck } from '#lib/db/connection-checks.ts';
import { isConnectorNameTaken } from '#lib/db/connectors.ts';
import { saveDraft, type Draft } from '#lib/db/drafts.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ServerPolicy } from '#lib/domain/source-server.ts';
import type { DraftAnswers } from '#lib/domain/wizard/draft-answers.ts';
import { seenHostKey } from '#lib/domain/wizard/seen-host-key.ts';
import type { LoginForm } from '#lib/domain/wizard/step-forms.ts';
import { changeDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import { draftSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { chooseServer, isOnSameServer } from '#lib/operations/drafts/choose-server.ts';
import type { Services } from '#lib/operations/services.ts';

type Source = NonNullable<DraftAnswers['login']>['source'];

export type SaveLogin = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly login: LoginForm;
  /** Where packages come from in this deployment, unless the form names another server. */
  readonly source: Source;
  /** Those that the form may name. */
  readonly servers: ServerPolicy;
  /** Forget the host key that was seen before: the admin says that the server has a new one. */
  readonly trustNewHostKey: boolean;
};

/**
 * Stores the name and, sealed, the credentials; then has a worker try the connection. Whatever was
 * tried before no longer counts.
 * @returns the try to watch, or null when only the name changed and the last try still holds
 * @throws {AppError} `connector-name-taken`, `credentials-missing`, `server-not-allowed`,
 * `server-changed`, and those of `changeDraft`
 */
export async function saveLogin(
  services: Services,
  { draftId, actor, login, source, servers, trustNewHostKey }: SaveLogin,
): Promise<{ checkId: string | null }> {
  const step = { draftId, actor, step: 'login' } as const;
  return changeDraft(services, step, async (transaction, draft, { check, progress }) => {
    await refuseTakenName(transaction, login.name, draft.editsId);
    const stored = draft.answers.login;
    // What else is set of a connector's source stays as it is.
    const settingsBefore = draft.editsId === null ? source.settings : stored?.source.settings;
    const chosen = chooseServer(settingsBefore ?? source.settings, login.server, servers);
    const isSame = stored === undefined || isOnSameServer(stored.source.settings, chosen);
    if (login.credentials === 'stored' && !isSame) {
      throw new AppError('server-changed', 'Enter the username and the password again.');
    }
    if (login.credentials === 'stored' && stored !== undefined && progress.hasPassedCheck) {
      const answers = { ...draft.answers, login: { ...stored, name: login.name } };
      await saveDraft(transaction, draftId, { answers });
      return { checkId: null };
    }
    if (login.credentials === 'stored' && !draft.hasCredentials) {
      throw new AppError('credentials-missing', 'Enter the username and the password.');
    }

    // Another server has another key.
    const isKnown = isSame && !trustNewHostKey;
    const known = isKnown ? (seenHostKey(check) ?? pinnedHostKey(draft)) : undefined;
    const settings = {
      ...chosen,
      ...(known === undefined ? {} : { hostKeySha256: known }),
    };
    const checkId = await insertConnectionCheck(transaction, { draftId });
    const answers = {
      ...draft.answers,
      login: {
        name: login.name,
        source: { kind: stored?.source.kind ?? source.kind, settings },
        checkId,
      },
    };
    const { username, password } = login;
    await saveDraft(transaction, draftId, {
      answers,
      ...(login.credentials === 'new' && {
        sourceSecrets: sealSecret(services.masterKey, draftSecretsPurpose(draftId), {
          username,
          password,
        }),
      }),
    });
    await services.queue.enqueue(transaction, 'connection.check', { checkId });
    return { checkId };
  });
}

async function refuseTakenName(
  transaction: Transaction,
  name: string,
  editsId: string | null,
): Promise<void> {
  if (await isConnectorNameTaken(transaction, name, editsId)) {
    throw new AppError('connector-name-taken', 'Another connector has this name.');
  }
}

function pinnedHostKey({ answers }: Draft): string | undefined {
  const pinned = answers.login?.source.settings['hostKeySha256'];
  return typeof pinned === 'string' ? pinned : undefined;
}
