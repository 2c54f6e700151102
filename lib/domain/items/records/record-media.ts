import { toStorableText } from '#lib/domain/items/storable-text.ts';
import type { MessageRecord } from '#lib/domain/items/records/record-schema.ts';

/** A picture, a recording or another file of a record. */
export type Media = {
  readonly fileName: string;
  readonly contentType: string;
  /** Null when the source names the file but did not deliver it. */
  readonly content: Buffer | null;
};

/** Longest file name of the usual file systems, in characters. */
const LONGEST_FILE_NAME = 255;
/** RFC 2045 5.1 and RFC 6838 4.2; multipart and message would have to be opened by who reads them. */
const CONTENT_TYPE =
  /^(?!multipart\/|message\/)[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** The files of a record, decoded; null when one of them cannot be. */
export function readMedia(attachments: MessageRecord['attachment']): readonly Media[] | null {
  const media: Media[] = [];
  for (const [index, { name, contentType, content }] of attachments.entries()) {
    const decoded = content === null ? null : decodeBase64(content);
    if (content !== null && decoded === null) return null;
    media.push({
      fileName: readFileName(name) ?? `attachment-${index + 1}`,
      contentType: readContentType(contentType),
      content: decoded,
    });
  }
  return media;
}

/** Node skips what is not base64; a file with a hole in it must not pass for the file. */
function decodeBase64(text: string): Buffer | null {
  const base64 = text.replace(/\s+/g, '');
  const content = Buffer.from(base64, 'base64');
  return content.toString('base64').replace(/=+$/, '') === base64.replace(/={1,2}$/, '')
    ? content
    : null;
}

function readFileName(name: string | null): string | null {
  return (
    toStorableText(name ?? '')
      .slice(0, LONGEST_FILE_NAME)
      .toWellFormed() || null
  );
}

function readContentType(contentType: string | null): string {
  const [type = ''] = (contentType ?? '').split(';');
  const cleaned = type.trim().toLowerCase();
  return CONTENT_TYPE.test(cleaned) ? cleaned : 'application/octet-stream';
}
