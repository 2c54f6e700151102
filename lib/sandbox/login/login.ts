import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { errors } from 'oidc-provider';
import { html } from '#lib/sandbox/http/html.ts';
import { sendHtml } from '#lib/sandbox/http/respond.ts';
import { handleAccountPicker } from '#lib/sandbox/login/account-picker.ts';
import { handleAdminConsent } from '#lib/sandbox/login/admin-consent.ts';
import {
  openGrantedPermissions,
  type GrantedPermissions,
} from '#lib/sandbox/login/granted-permissions.ts';
import { ensureLoginKeys, type LoginKeys } from '#lib/sandbox/login/login-keys.ts';
import { loginPage } from '#lib/sandbox/login/login-page.ts';
import { createOidcProvider } from '#lib/sandbox/login/oidc-provider.ts';
import type { Tenant } from '#lib/sandbox/login/tenant.ts';

export type Login = {
  readonly issuer: string;
  readonly keys: LoginKeys;
  readonly permissions: GrantedPermissions;
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
};

type LoginOptions = {
  /** Of the sandbox's HTTP server, without a slash at the end. */
  readonly origin: string;
  readonly tenant: Tenant;
  /** Holds the keys and what was consented to. */
  readonly directory: string;
};

/** Stands in for login.microsoftonline.com: everything under `/login/{tenant}/`. */
export async function openLogin({ origin, tenant, directory }: LoginOptions): Promise<Login> {
  const basePath = `/login/${tenant.id}`;
  const issuer = `${origin}${basePath}/v2.0`;
  const keys = await ensureLoginKeys(path.join(directory, 'keys.json'));
  const permissions = await openGrantedPermissions(path.join(directory, 'consent.json'));
  const provider = createOidcProvider({ issuer, basePath, tenant, keys, permissions });
  const serveProtocol = provider.callback();

  async function handle(request: IncomingMessage, response: ServerResponse, url: URL) {
    if (!url.pathname.startsWith(`${basePath}/`)) {
      const tenantName = url.pathname.split('/')[2] ?? '';
      sendTrouble(response, 400, `AADSTS90002: Tenant '${tenantName}' not found.`);
      return;
    }
    const rest = url.pathname.slice(basePath.length);
    if (rest.startsWith('/v2.0/adminconsent')) {
      await handleAdminConsent({ tenant, permissions, request, response, url });
      return;
    }
    if (rest.startsWith('/interaction/')) {
      await handleAccountPicker(provider, tenant, request, response);
      return;
    }
    // Only discovery lies below `/v2.0`; the library wants it at the root of where it is mounted.
    const protocolPath = rest.replace(/^\/v2\.0(?=\/\.well-known\/)/, '');
    Object.assign(request, { url: `${protocolPath}${url.search}`, baseUrl: basePath });
    await serveProtocol(request, response);
  }

  return {
    issuer,
    keys,
    permissions,
    handle: async (request, response, url) => {
      try {
        await handle(request, response, url);
      } catch (error) {
        if (!(error instanceof errors.SessionNotFound)) throw error;
        sendTrouble(response, 400, 'This sign-in is no longer valid. Start again from the portal.');
      }
    },
  };
}

function sendTrouble(response: ServerResponse, status: number, text: string): void {
  const title = 'Sorry, but we’re having trouble signing you in.';
  sendHtml(
    response,
    status,
    loginPage(
      title,
      html`<h1>${title}</h1>
        <p>${text}</p>`,
    ),
  );
}
