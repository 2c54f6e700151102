import type { AlertMessage } from '#lib/notifications/alert-message.ts';

/** A mail that says the same as plain text and as HTML, with nothing to load from anywhere. */
export function mailOfAlerts(message: AlertMessage) {
  const { title, intro, lines, more, portalUrl, openLabel, footer, language } = message;
  const text = [
    intro,
    ...lines.map(({ severityWord, subject, sentence, times, about, alertUrl }) =>
      [
        `${severityWord}: ${subject}`,
        sentence,
        times,
        `${about.label}: ${about.url}`,
        `${openLabel}: ${alertUrl}`,
      ].join('\n'),
    ),
    ...(more === null ? [] : [more]),
    ...(lines.length === 0 ? [`${openLabel}: ${portalUrl}`] : []),
    footer,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family:Segoe UI,Arial,sans-serif;font-size:14px;line-height:1.5">',
    `<h1 style="font-size:20px">${escapeHtml(title)}</h1><p>${escapeHtml(intro)}</p>`,
    ...lines.map(
      ({ severity, severityWord, subject, sentence, times, about, alertUrl }) =>
        `<div style="margin:16px 0;padding:8px 16px;border-left:4px solid ${COLOURS[severity]}">` +
        `<p style="margin:4px 0"><strong>${escapeHtml(`${severityWord}: ${subject}`)}</strong></p>` +
        `<p style="margin:4px 0">${escapeHtml(sentence)}</p>` +
        `<p style="margin:4px 0">${escapeHtml(times)}</p>` +
        `<p style="margin:4px 0">${link(about.url, about.label)} · ${link(alertUrl, openLabel)}</p></div>`,
    ),
    ...(more === null ? [] : [`<p>${escapeHtml(more)}</p>`]),
    `<p>${link(portalUrl, openLabel)}</p><p style="color:#616161">${escapeHtml(footer)}</p>`,
    '</body></html>',
  ].join('\n');
  return { subject: title, text, html };
}

const COLOURS = { critical: '#b10e1c', warning: '#bc4b09' } as const;

function link(url: string, label: string): string {
  return `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
