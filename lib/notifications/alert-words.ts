import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import type { AlertFacts } from '#lib/domain/alerts/alert-facts.ts';
import type { AboutKind } from '#lib/domain/alerts/alert-path.ts';
import type { AlertEvent } from '#lib/domain/alerts/alert-channel.ts';
import type { AlertRule, AlertSeverity } from '#lib/domain/alerts/alert-rules.ts';
import { locales } from '#lib/messages/locales.ts';

type Values = Readonly<Record<string, string | number>>;

const wordsSchema = z.object({
  sentences: z.record(z.string(), z.string()),
  reasons: z.record(z.string(), z.string()),
  severities: z.record(z.string(), z.string()),
  about: z.record(z.string(), z.string()),
  message: z.record(z.string(), z.string()),
});
const fileSchema = z.object({ default: z.unknown() });

/** What messages say, in one language; the same words as in the portal (lib/messages). */
export type AlertWords = {
  readonly language: string;
  sentence(rule: AlertRule, facts: AlertFacts): string;
  severity(severity: AlertSeverity): string;
  about(kind: AboutKind): string;
  say(
    key:
      | AlertEvent
      | `${AlertEvent}Intro`
      | 'deployment'
      | 'since'
      | 'ended'
      | 'open'
      | 'footer'
      | 'more',
    values?: Values,
  ): string;
  time(at: Date): string;
};

/** A language that there is no folder for is English. */
export async function loadAlertWords(wanted: string): Promise<AlertWords> {
  const language = Object.hasOwn(locales, wanted) ? wanted : 'en';
  const words = wordsSchema.parse(await load(language, 'alerts'));
  const problems = z.record(z.string(), z.string()).parse(await load(language, 'problems'));
  const format = (message: string | undefined, values: Values = {}) =>
    String(new IntlMessageFormat(message ?? '', language).format({ ...values }));
  const times = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return {
    language,
    sentence: (rule, facts) =>
      format(words.sentences[rule], {
        ...facts,
        reason: words.reasons[facts.code] ?? problems[facts.code] ?? facts.code,
      }),
    severity: (severity) => format(words.severities[severity]),
    about: (kind) => format(words.about[kind]),
    say: (key, values) => format(words.message[key], values),
    time: (at) => `${times.format(at)} UTC`,
  };
}

async function load(language: string, namespace: string): Promise<unknown> {
  const file: unknown = await import(`#lib/messages/${language}/${namespace}.json`, {
    with: { type: 'json' },
  });
  return fileSchema.parse(file).default;
}
