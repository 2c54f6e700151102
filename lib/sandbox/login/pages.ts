import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, Html } from '#lib/sandbox/http/html.ts';
import { loginPage, submitAtOnce } from '#lib/sandbox/login/login-page.ts';

/** A request that leads nowhere: what is wrong with it, in the browser. */
export function renderErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  show(
    ctx,
    'Sorry, but we’re having trouble signing you in.',
    html`<p>${out.error_description ?? out.error}</p>
      <p class="soft"><code>${out.error}</code></p>`,
  );
}

/** Signs out at once; the button is there for a browser that runs no scripts. */
export function renderLogoutPage(ctx: KoaContextWithOIDC, form: string): void {
  show(
    ctx,
    'Signing you out',
    html`${new Html(form.replace('</form>', ''))}
      <input type="hidden" name="logout" value="yes" />
      <div class="buttons"><button class="button primary">Sign out</button></div>
      </form>
      ${submitAtOnce}`,
  );
}

export function renderSignedOutPage(ctx: KoaContextWithOIDC): void {
  show(ctx, 'You signed out of your account', html`<p>It’s a good idea to close all windows.</p>`);
}

function show(ctx: KoaContextWithOIDC, title: string, content: Html): void {
  const page = loginPage(
    title,
    html`<h1>${title}</h1>
      ${content}`,
  );
  ctx.type = 'html';
  ctx.set('Content-Security-Policy', page.contentSecurityPolicy);
  ctx.body = page.markup.markup;
}
