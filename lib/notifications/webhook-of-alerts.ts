import type { AlertMessage } from '#lib/notifications/alert-message.ts';

/** The body of a webhook: docs/alerts.md says what a receiver can count on. */
export function jsonOfAlerts(
  { event, title, lines, count, portalUrl }: AlertMessage,
  at: Date,
): string {
  return JSON.stringify({
    type: `alert.${event}`,
    timestamp: at.toISOString(),
    data: {
      title,
      portalUrl,
      count,
      alerts: lines.map(({ alert, severity, subject, sentence, about, alertUrl }) => ({
        id: alert.id,
        rule: alert.rule,
        severity,
        subject,
        summary: sentence,
        connector: alert.connector,
        runId: alert.runId,
        openedAt: alert.openedAt?.toISOString() ?? null,
        recoveredAt: alert.endedAt?.toISOString() ?? null,
        values: alert.facts,
        aboutUrl: about.url,
        alertUrl,
      })),
    },
  });
}

/**
 * A message with an Adaptive Card, as Teams' workflows take it ("When a Teams webhook request is
 * received"): https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function teamsCardOfAlerts(message: AlertMessage): string {
  const { event, title, intro, lines, more, portalUrl, openLabel } = message;
  const block = (text: string, style: object = {}) => ({
    type: 'TextBlock',
    text: plain(text),
    wrap: true,
    ...style,
  });
  return JSON.stringify({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          lang: message.language,
          body: [
            block(title, { size: 'Large', weight: 'Bolder', style: 'heading' }),
            block(intro),
            ...lines.map(
              ({ severity, severityWord, subject, sentence, times, about, alertUrl }) => ({
                type: 'Container',
                separator: true,
                style: containerStyle(event, severity),
                items: [
                  block(`${severityWord}: ${subject}`, { weight: 'Bolder' }),
                  block(sentence),
                  block(times, { isSubtle: true }),
                  {
                    type: 'ActionSet',
                    actions: [
                      { type: 'Action.OpenUrl', title: about.label, url: about.url },
                      { type: 'Action.OpenUrl', title: openLabel, url: alertUrl },
                    ],
                  },
                ],
              }),
            ),
            ...(more === null ? [] : [block(more)]),
          ],
          actions: [{ type: 'Action.OpenUrl', title: openLabel, url: portalUrl }],
        },
      },
    ],
  });
}

function containerStyle(event: AlertMessage['event'], severity: 'critical' | 'warning') {
  if (event === 'recovered') return 'good';
  return severity === 'critical' ? 'attention' : 'warning';
}

/** A card's text is Markdown; names are not. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]()#]/g, String.raw`\$&`);
}
