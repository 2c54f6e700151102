import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/messages/request.ts');

/** For every answer. The Content-Security-Policy differs by request and is set in proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // Next's development server would write the arguments of server actions, passwords too.
  logging: { serverFunctions: false },
  reactStrictMode: true,
  devIndicators: false,
  // `npm run check` does it, for the tests and the worker too; a start from a clean clone need not.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  experimental: {
    // forbidden() and app/(portal)/forbidden.tsx: a page that answers 403.
    authInterrupts: true,
    optimizePackageImports: ['@fluentui/react-components', '@fluentui/react-icons'],
  },
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
};

export default withNextIntl(config);
