import { NextResponse, type NextRequest } from 'next/server';
import { env } from '#lib/config/env.ts';

const HSTS_SECONDS = 365 * 24 * 3600;

/**
 * Gives every page a Content-Security-Policy with a nonce of its own. Next puts the nonce on its
 * scripts, the root layout hands it to Fluent UI for its style elements. `style-src-attr` stays open
 * because Fluent UI and React write `style` attributes on the server; these cannot load or run
 * anything.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // For the way back after a sign-in (lib/auth/session.ts): a layout is not told its path.
  headers.set('x-custody-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (env().portalUrl.startsWith('https:')) {
    response.headers.set('strict-transport-security', `max-age=${HSTS_SECONDS}`);
  }
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  const { nodeEnv, microsoft } = env();
  const isDevelopment = nodeEnv === 'development';
  // React's development build uses eval for readable error stacks, Next's adds styles without a nonce.
  const evaluation = isDevelopment ? " 'unsafe-eval'" : '';
  const styles = isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // A form that signs out goes on to the identity provider.
    `form-action 'self' ${new URL(microsoft.loginUrl).origin}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|overview/).*)'],
};
