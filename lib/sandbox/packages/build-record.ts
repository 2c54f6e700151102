import type { EmlAttachment, EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';

export type RecordCall = {
  readonly id: string;
  readonly status: 'Answered' | 'Missed' | 'Busy';
  readonly endedAt: Date;
};

export type RecordChange = {
  readonly kind: 'edit' | 'deleted-for-all' | 'deleted-for-me';
  readonly originalMessageId: string;
  readonly previousText: string;
};

/** A communication in a carrier's network. */
export type NetworkMessage = {
  readonly messageId: string;
  /** `pager-message`, `multimedia-message`, `voice-call`, `event` (FACTS 3.5). */
  readonly context: string;
  readonly date: Date;
  readonly from: EmlParticipant;
  readonly to: readonly EmlParticipant[];
  readonly direction?: 'In' | 'Out';
  readonly subject?: string;
  readonly text?: string;
  readonly group?: { readonly id: string; readonly name: string };
  readonly attachments?: readonly EmlAttachment[];
  readonly call?: RecordCall;
  readonly change?: RecordChange;
};

/** An item of a network archiver: a message record (docs/record-format.md). */
export function buildRecord(message: NetworkMessage): Buffer {
  const { group, call, change, attachments } = message;
  const record = {
    messageId: message.messageId,
    messageContext: message.context,
    messageTime: formatTime(message.date),
    direction: message.direction,
    from: message.from.mobileNumber,
    fromEnriched: enrich(message.from),
    to: message.to.map(({ mobileNumber }) => mobileNumber),
    toEnriched: message.to.map(enrich),
    subject: message.subject,
    textContent: message.text,
    textSize: message.text === undefined ? undefined : Buffer.byteLength(message.text),
    ...(group && { groupMessage: true, dialogGroupId: group.id, dialogGroupName: group.name }),
    attachment: attachments?.map(({ fileName, contentType, content }) => ({
      name: fileName,
      contentType,
      attachSize: content.length,
      content: content.toString('base64'),
    })),
    callInfo: call && [
      {
        callID: call.id,
        recipientNum: message.to[0]?.mobileNumber,
        callStatus: call.status,
        startTime: formatTime(message.date),
        endTime: formatTime(call.endedAt),
      },
    ],
    change,
  };
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}

function enrich({ name, mobileNumber, emailAddress }: EmlParticipant) {
  const [firstName, ...lastNames] = name.split(' ');
  return {
    value: mobileNumber,
    firstName,
    lastName: lastNames.join(' ') || undefined,
    email: emailAddress ?? undefined,
  };
}

/** Whole seconds, as the source writes them (FACTS 3.5). */
function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
