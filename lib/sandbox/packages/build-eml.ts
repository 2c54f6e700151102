import { createHash } from 'node:crypto';
import { encodeBase64, encodeText } from '#lib/sandbox/packages/mime-body.ts';
import {
  encodeParameter,
  encodePhrase,
  encodeUnstructured,
} from '#lib/sandbox/packages/mime-header.ts';

/** Somebody on a message as TeleMessage knows them. */
export type EmlParticipant = {
  readonly name: string;
  /** E.164 digits without plus sign; stands at the end of the display name. */
  readonly mobileNumber: string | null;
  /** Without one, the address is the number under `no-email.invalid`. */
  readonly emailAddress: string | null;
};

export type EmlAttachment = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
};

export type EmlMessage = {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly from: EmlParticipant;
  readonly to: readonly EmlParticipant[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly EmlAttachment[];
  /** `app-message`, `voice-call`, `event`, … (FACTS 3.5). */
  readonly context?: string;
  readonly direction?: 'In' | 'Out';
  readonly conversationId?: string;
  /** Any other headers, in ASCII. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** An item as TeleMessage exports it: an e-mail file (docs/package-format.md). */
export function buildEml(message: EmlMessage): Buffer {
  const headers = [
    `Message-ID: <${message.messageId}>`,
    // RFC 5322 wants a numeric zone where JavaScript writes GMT.
    `Date: ${message.date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${formatParticipant(message.from)}`,
    ...(message.to.length > 0 ? [`To: ${message.to.map(formatParticipant).join(',\r\n ')}`] : []),
    `Subject: ${encodeUnstructured(message.subject, 'Subject: '.length)}`,
    'MIME-Version: 1.0',
    ...propertyHeaders(message),
  ];
  const attachments = message.attachments ?? [];
  const text = formatTextPart(message.text);
  if (attachments.length === 0) return Buffer.from(`${headers.join('\r\n')}\r\n${text}\r\n`);

  // `=_` occurs neither in base64 nor in quoted-printable, so no content can look like it.
  const boundary = `=_${createHash('sha256').update(message.messageId).digest('hex').slice(0, 32)}`;
  const parts = [text, ...attachments.map(formatAttachment)];
  return Buffer.from(
    [
      ...headers,
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      ...parts.flatMap((part) => [`--${boundary}`, part]),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}

function formatParticipant({ name, mobileNumber, emailAddress }: EmlParticipant): string {
  const address = emailAddress ?? `${mobileNumber ?? 'unknown'}@no-email.invalid`;
  const displayName = mobileNumber === null ? name : `${name} ${mobileNumber}`.trim();
  return `${encodePhrase(displayName, 'From: '.length)}\r\n <${address}>`;
}

function propertyHeaders(message: EmlMessage): readonly string[] {
  const emailAddresses = [message.from, ...message.to].flatMap(({ emailAddress }) =>
    emailAddress === null ? [] : [emailAddress],
  );
  const properties: Readonly<Record<string, string | undefined>> = {
    'X-TeleMessage-Message-Context': message.context ?? 'app-message',
    'X-TeleMessage-Direction': message.direction,
    'X-TeleMessage-Conversation-Id': message.conversationId,
    'X-TeleMessage-User-Email': emailAddresses.join(', ') || undefined,
    ...message.headers,
  };
  return Object.entries(properties).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [`${name}: ${encodeUnstructured(value, name.length + 2)}`];
  });
}

function formatTextPart(text: string): string {
  const { transferEncoding, content } = encodeText(text);
  return [
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${transferEncoding}`,
    '',
    content,
  ].join('\r\n');
}

function formatAttachment({ fileName, contentType, content }: EmlAttachment): string {
  return [
    `Content-Type: ${contentType}${encodeParameter('name', fileName)}`,
    `Content-Disposition: attachment${encodeParameter('filename', fileName)}`,
    'Content-Transfer-Encoding: base64',
    '',
    encodeBase64(content),
  ].join('\r\n');
}
