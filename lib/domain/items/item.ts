/** A person on an item. A participant of several roles is listed once; the sender comes first. */
export type Participant = {
  readonly displayName: string | null;
  /** E.164 digits without plus sign. */
  readonly mobileNumber: string | null;
  /** Lower case. Null when the source wrote a placeholder for "has none". */
  readonly emailAddress: string | null;
  readonly role: 'from' | 'to';
};

/** What Custody reads from an archived communication. Its text stays in the bytes. */
export type ParsedItem = {
  /** The source's own id: Message-ID without angle brackets, or the bytes' SHA-256 where absent. */
  readonly sourceItemId: string;
  /** When it happened. Null when the source gave no readable date. */
  readonly eventAt: Date | null;
  readonly participants: readonly Participant[];
  readonly direction: 'in' | 'out' | null;
  /** What kind of communication, in the source's words: `app-message`, `voice-call`, `event`, … */
  readonly context: string | null;
  readonly conversationId: string | null;
  /**
   * Of the largest attachment once decoded; 0 without attachments. Null where nobody need measure
   * it: no encoding of e-mail makes an attachment larger than the file that it came in.
   */
  readonly largestAttachmentBytes: number | null;
  readonly sizeBytes: number;
};
