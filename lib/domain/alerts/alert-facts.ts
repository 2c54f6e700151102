import { z } from 'zod';
import type { AlertRule } from '#lib/domain/alerts/alert-rules.ts';
import type { SourceStatus } from '#lib/domain/connectors/source-status.ts';
import type { Finding } from '#lib/domain/runs/check-books.ts';

/** Figures of an alert's sentence; what a rule has no use for is left as it is here. */
export const alertFactsSchema = z.object({
  count: z.number().default(0),
  total: z.number().default(0),
  percent: z.number().default(0),
  /** Time of day, `HH:mm`. */
  time: z.string().default(''),
  /** A status of the source or a code of lib/domain/errors. */
  code: z.string().default(''),
});
export type AlertFacts = z.infer<typeof alertFactsSchema>;

/** A connector's last finished import that brings news: a replay or backfill that went well brings none. */
export type LastRun = {
  readonly runId: string;
  readonly state: string;
  readonly availableForImport: number;
  readonly failed: number;
  readonly held: number;
  readonly packagesRefused: number;
  readonly findings: readonly Finding[];
};

/** What is known of a connector when its rules are judged. */
export type ConnectorFacts = {
  readonly connectorId: string;
  readonly isPaused: boolean;
  readonly createdAt: Date;
  /** IANA name. */
  readonly timeZone: string;
  readonly sourceStatus: SourceStatus;
  readonly lastRun: LastRun | null;
  /** An import in progress that waits for something; `code` of lib/domain/errors. */
  readonly waiting: { readonly runId: string; readonly code: string } | null;
  /** Since the day began in its zone. */
  readonly today: { readonly packages: number; readonly items: number };
  /** Items of the same day of the last six weeks, of the weeks that had an import. */
  readonly usual: readonly number[];
};

export type DeploymentFacts = {
  readonly isConsentMissing: boolean;
  /** Why Microsoft refuses, where an import waits for that. */
  readonly consentRefusal: string | null;
  /** Of the disk that the data directory is on. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  readonly isStagingFull: boolean;
};

/** What a rule says. `unknown`: nothing is to be said now, and an alert stays as it is. */
export type Judgement = {
  readonly rule: AlertRule;
  /** Null for the deployment. */
  readonly connectorId: string | null;
  readonly outcome: 'firing' | 'fine' | 'unknown';
  readonly runId: string | null;
  readonly facts: AlertFacts;
  /** How long it has to be firing before anybody is told. */
  readonly afterMinutes: number;
};
