import { createHash } from 'node:crypto';
import type { EmlMessage, EmlParticipant } from '#lib/sandbox/packages/build-eml.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

/** Where a message belongs: everybody in the chat, and how it is called. */
export type Chat = {
  readonly id: string;
  readonly subject: string;
  readonly participants: readonly EmlParticipant[];
};

type ChatMessage = {
  readonly chat: Chat;
  readonly sender: EmlParticipant;
  readonly date: Date;
  readonly text: string;
} & Pick<EmlMessage, 'attachments' | 'context' | 'headers'>;

export type WrittenMessage = EmlMessage & { readonly chat: Chat };

/** Collects the messages of a day and gives them their ids. */
export type DayWriter = {
  write(message: ChatMessage): WrittenMessage;
  written(): readonly WrittenMessage[];
};

/** @param seed archiver and day: the same ones get the same ids */
export function dayWriter(seed: string, people: readonly Person[]): DayWriter {
  const insiders = new Set(people.map(({ mobileNumber }) => mobileNumber));
  const messages: WrittenMessage[] = [];

  return {
    write: ({ chat, sender, date, text, attachments, context, headers }) => {
      const message = {
        chat,
        messageId: messageId(`${seed} ${messages.length}`),
        date,
        from: sender,
        to: chat.participants.filter((participant) => participant !== sender),
        subject: chat.subject,
        text,
        context: context ?? 'app-message',
        direction: insiders.has(sender.mobileNumber ?? '') ? ('Out' as const) : ('In' as const),
        conversationId: chat.id,
        ...(attachments === undefined ? {} : { attachments }),
        ...(headers === undefined ? {} : { headers }),
      };
      messages.push(message);
      return message;
    },
    written: () => messages,
  };
}

/**
 * @param service in which it is
 * @param title of a group; a chat of two is called by their names
 */
export function openChat(
  service: string,
  participants: readonly EmlParticipant[],
  title?: string,
): Chat {
  const names = participants.map(({ name }) => name).join(', ');
  const numbers = participants.map(({ mobileNumber }) => mobileNumber).join(' ');
  const key = `${service} ${title ?? ''} ${numbers}`;
  return {
    id: `chat-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`,
    subject: title === undefined ? `${service} chat: ${names}` : `${service} group: ${title}`,
    participants,
  };
}

/** As TeleMessage knows somebody, which may differ from what the tenant knows. */
export function participantOf({
  displayName,
  mobileNumber,
  teleMessageEmail,
}: Person): EmlParticipant {
  return { name: displayName, mobileNumber, emailAddress: teleMessageEmail };
}

function messageId(seed: string): string {
  return `${createHash('sha256').update(seed).digest('hex').slice(0, 32)}@telemessage.example`;
}
