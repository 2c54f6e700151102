import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { html } from '#lib/sandbox/http/html.ts';
import { isOwnOrigin, readForm } from '#lib/sandbox/http/request-body.ts';
import { sendHtml } from '#lib/sandbox/http/respond.ts';
import { accountList } from '#lib/sandbox/login/account-list.ts';
import { loginPage } from '#lib/sandbox/login/login-page.ts';
import type { Tenant } from '#lib/sandbox/login/tenant.ts';

/** "Pick an account": shows the page, or signs in who was picked on it. */
export async function handleAccountPicker(
  provider: Provider,
  tenant: Tenant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST' && isOwnOrigin(request)) {
    const form = await readForm(request);
    const picked = tenant.organisation.people.find(({ id }) => id === form.get('account'));
    const result =
      picked === undefined
        ? {
            error: 'access_denied',
            error_description: 'AADSTS65004: User declined to consent to access the app.',
          }
        : { login: { accountId: picked.id }, select_account: {} };
    await provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    });
    return;
  }

  // Throws when the browser has no sign-in in progress, which the caller shows.
  await provider.interactionDetails(request, response);
  const content = html`<h1>Pick an account</h1>
    <p>to continue to Custody</p>
    <p class="note">Sandbox: no password is asked, and nobody here is real.</p>
    <form method="post">
      ${accountList(tenant.organisation)}
      <div class="buttons"><button class="button" name="cancel" value="yes">Cancel</button></div>
    </form>`;
  sendHtml(response, 200, loginPage('Pick an account', content));
}
