import type { Locale as AppLocale } from './locales.ts';
import type { namespaces } from './namespaces.ts';
import type alerts from './en/alerts.json';
import type audit from './en/audit.json';
import type auth from './en/auth.json';
import type catalog from './en/catalog.json';
import type common from './en/common.json';
import type connectors from './en/connectors.json';
import type coverage from './en/coverage.json';
import type held from './en/held.json';
import type home from './en/home.json';
import type overview from './en/overview.json';
import type problems from './en/problems.json';
import type runs from './en/runs.json';
import type tokens from './en/tokens.json';
import type wizard from './en/wizard.json';

type EnglishMessages = {
  alerts: typeof alerts;
  audit: typeof audit;
  auth: typeof auth;
  catalog: typeof catalog;
  common: typeof common;
  connectors: typeof connectors;
  coverage: typeof coverage;
  held: typeof held;
  home: typeof home;
  overview: typeof overview;
  problems: typeof problems;
  runs: typeof runs;
  tokens: typeof tokens;
  wizard: typeof wizard;
};

declare module 'next-intl' {
  interface AppConfig {
    Locale: AppLocale;
    Messages: Pick<EnglishMessages, (typeof namespaces)[number]>;
  }
}
