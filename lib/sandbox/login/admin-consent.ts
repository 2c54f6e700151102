import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { html, type Html } from '#lib/sandbox/http/html.ts';
import { isOwnOrigin, readForm } from '#lib/sandbox/http/request-body.ts';
import { redirect, sendHtml } from '#lib/sandbox/http/respond.ts';
import { accountList } from '#lib/sandbox/login/account-list.ts';
import type { GrantedPermissions } from '#lib/sandbox/login/granted-permissions.ts';
import { answerFields, findAnswer, propagationMs } from '#lib/sandbox/login/consent-answers.ts';
import { loginPage } from '#lib/sandbox/login/login-page.ts';
import {
  GRAPH_DEFAULT_SCOPE,
  portalAddresses,
  REQUIRED_PERMISSIONS,
  type Tenant,
} from '#lib/sandbox/login/tenant.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

const DECLINED = {
  error: 'access_denied',
  error_description:
    'AADSTS65004: User declined to consent to access the app. The user must consent to access the application.',
};

const consentQuerySchema = z.object({
  client_id: z.string(),
  scope: z.string(),
  redirect_uri: z.string(),
  state: z.string().optional(),
});
type ConsentQuery = z.infer<typeof consentQuerySchema>;

type ConsentRequest = {
  readonly tenant: Tenant;
  readonly permissions: GrantedPermissions;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
};

/** `/v2.0/adminconsent` (FACTS 5.1): who are you, what is asked, Accept or Cancel, back to the portal. */
export async function handleAdminConsent(consent: ConsentRequest): Promise<void> {
  const { tenant, request, response, url } = consent;
  const parsed = consentQuerySchema.safeParse(Object.fromEntries(url.searchParams));
  const problem = parsed.success
    ? findProblem(parsed.data, tenant)
    : missingParameter(parsed.error);
  if (problem !== undefined || !parsed.success) {
    showPage(
      response,
      400,
      'Sorry, but we’re having trouble signing you in.',
      html`<p>${problem}</p>`,
    );
    return;
  }
  if (request.method !== 'POST') {
    showAccounts(response, tenant);
    return;
  }
  if (!isOwnOrigin(request)) {
    showPage(response, 403, 'This form came from elsewhere', html`<p>Nothing was changed.</p>`);
    return;
  }
  await answer(consent, parsed.data, await readForm(request));
}

async function answer(
  { tenant, permissions, response }: ConsentRequest,
  query: ConsentQuery,
  form: URLSearchParams,
): Promise<void> {
  const person = tenant.organisation.people.find(({ id }) => id === form.get('account'));
  const decision = form.get('decision');
  if (person === undefined || decision === 'cancel') {
    redirect(response, returnAddress(query, DECLINED));
    return;
  }
  if (!person.isGlobalAdministrator) {
    showNeedsAdministrator(response, person);
    return;
  }
  if (decision !== 'accept') {
    showPermissions(response, tenant, { person, asked: askedPermissions(permissions) });
    return;
  }
  const otherAnswer = findAnswer(form.get('answer'));
  if (otherAnswer !== undefined) {
    redirect(response, returnAddress(query, otherAnswer.query));
    return;
  }
  await permissions.grant(
    askedPermissions(permissions).map(({ name }) => name),
    person.address,
    { propagationMs: propagationMs(form.get('propagation')) },
  );
  redirect(response, returnAddress(query, { tenant: tenant.id, scope: query.scope }));
}

/** Where Exchange Online limits the application, its registration no longer asks for all mailboxes. */
function askedPermissions(permissions: GrantedPermissions) {
  const isLimited = permissions.current().mailboxScope.length > 0;
  return REQUIRED_PERMISSIONS.filter(({ name }) => !isLimited || name !== 'Mail.ReadWrite');
}

/** Microsoft sends `admin_consent=True` after a refusal, too. */
function returnAddress(query: ConsentQuery, result: Readonly<Record<string, string>>): string {
  const address = new URL(query.redirect_uri);
  const state = query.state === undefined ? {} : { state: query.state };
  for (const [name, value] of Object.entries({ admin_consent: 'True', ...result, ...state })) {
    address.searchParams.set(name, value);
  }
  return address.href;
}

function findProblem(query: ConsentQuery, tenant: Tenant): string | undefined {
  if (query.client_id !== tenant.clientId) {
    return `AADSTS700016: Application with identifier '${query.client_id}' was not found in the directory '${tenant.organisation.name}'.`;
  }
  if (!portalAddresses(tenant, '/consent/callback').includes(query.redirect_uri)) {
    return `AADSTS50011: The redirect URI '${query.redirect_uri}' specified in the request does not match the redirect URIs configured for the application '${query.client_id}'.`;
  }
  if (query.scope !== GRAPH_DEFAULT_SCOPE) {
    return `AADSTS70011: The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid: '${query.scope}'.`;
  }
  return undefined;
}

function missingParameter(error: z.ZodError): string {
  const name = error.issues[0]?.path.join('.') ?? '';
  return `AADSTS900144: The request must contain the following parameter: '${name}'.`;
}

function showAccounts(response: ServerResponse, tenant: Tenant): void {
  showPage(
    response,
    200,
    'Pick an account',
    html`<p>to give Custody access to ${tenant.organisation.name}</p>
      <p class="note">Sandbox: no password is asked, and nobody here is real.</p>
      <form method="post">
        ${accountList(tenant.organisation)}
        <div class="buttons">
          <button class="button" name="decision" value="cancel">Cancel</button>
        </div>
      </form>`,
  );
}

function showPermissions(
  response: ServerResponse,
  tenant: Tenant,
  {
    person,
    asked,
  }: { readonly person: Person; readonly asked: ReturnType<typeof askedPermissions> },
): void {
  showPage(
    response,
    200,
    'Permissions requested',
    html`<p class="soft">${person.address}</p>
      <p><strong>Custody</strong><br /><span class="soft">${tenant.organisation.name}</span></p>
      <p>This app would like to:</p>
      ${asked.map(
        ({ name, title, description }) =>
          html`<div class="permission">
            <strong>${title}</strong>
            <span class="soft">${description} <code>${name}</code></span>
          </div>`,
      )}
      <p class="soft">
        If you accept, this app will get access to the specified resources for all users in your
        organization. No one else will be prompted to review these permissions.
      </p>
      <form method="post">
        <input type="hidden" name="account" value="${person.id}" />
        ${answerFields()}
        <div class="buttons">
          <button class="button" name="decision" value="cancel">Cancel</button>
          <button class="button primary" name="decision" value="accept">Accept</button>
        </div>
      </form>`,
  );
}

function showNeedsAdministrator(response: ServerResponse, person: Person): void {
  showPage(
    response,
    200,
    'Need admin approval',
    html`<p class="soft">${person.address}</p>
      <p>
        <strong>Custody</strong> needs permission to access resources in your organization that only
        an admin can grant. Please ask an admin to grant permission to this app before you can use
        it.
      </p>
      <p class="soft">AADSTS90094: The grant requires admin permission.</p>
      <p><a href="">Have an admin account? Sign in with that account</a></p>
      <form method="post">
        <div class="buttons">
          <button class="button" name="decision" value="cancel">
            Return to the application without granting consent
          </button>
        </div>
      </form>`,
  );
}

function showPage(response: ServerResponse, status: number, title: string, content: Html): void {
  sendHtml(
    response,
    status,
    loginPage(
      title,
      html`<h1>${title}</h1>
        ${content}`,
    ),
  );
}
