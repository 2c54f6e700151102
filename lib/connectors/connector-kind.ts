/** What the data of a connector kind says. Words are keys of lib/messages/<locale>/catalog.json. */

/** What an archiver may capture. */
export type ContentType =
  | 'chats'
  | 'attachments'
  | 'files'
  | 'deleted-messages'
  | 'recalled-messages'
  | 'calls'
  | 'sms'
  | 'mms'
  | 'voice-calls'
  | 'call-recordings'
  | 'call-logs';

/** Microsoft's clouds (FACTS 1.1). */
export const CLOUDS = ['worldwide', 'gcc', 'gcc-high', 'dod'] as const;
export type Availability = (typeof CLOUDS)[number];

/**
 * `app`: the vendor's app on the phone captures; any phone will do.
 * `app-or-cloud`: either that, or the service's own app, linked to the vendor's cloud.
 * `corporate-phone`: the carrier captures; employee-owned phones cannot be archived.
 */
export type PhoneRule = 'app' | 'app-or-cloud' | 'corporate-phone';

/** How what was captured reaches the vendor's site; `not-stated`: its documentation leaves it out. */
export type CopyMode = 'real-time' | 'daily' | 'not-stated';

/** What an earlier document says of the same, where it says something else. */
export type EarlierCopyMode = {
  readonly mode: CopyMode;
  /** `preview-2020`: Microsoft's page of the preview. `appsource`: the listing in AppSource. */
  readonly source: 'preview-2020' | 'appsource';
};

/** `mail`: e-mail files (docs/package-format.md). `records`: message records (docs/record-format.md). */
export type ItemFormat = 'mail' | 'records';

/** What has to be in place before the wizard; in the order in which it is done. */
export type Prerequisite =
  | 'order-service'
  | 'carrier-account'
  | 'register-users'
  | 'install-app'
  | 'install-app-or-link'
  | 'role'
  | 'sign-in'
  | 'global-administrator';

export type Limit =
  | 'item-size'
  | 'daily'
  | 'employee-phones'
  | 'no-mms'
  | 'no-calls'
  | 'reassigned-numbers'
  | 'unmatched';

export type LearnMoreLink = {
  readonly id: 'order' | 'activation' | 'mapping' | 'microsoft';
  readonly href: string;
};

export type ConnectorKindData = {
  /** In addresses and rows; never changed. */
  readonly id: string;
  /** A drawing in public/. */
  readonly icon: string;
  readonly vendor: 'TeleMessage';
  /** Name in the list of the Data connectors page. A product's name: not translated. */
  readonly listLabel: string;
  /** Name on the product page; differs from the list for some kinds. */
  readonly pageLabel: string;
  /** The folder of each mailbox that the items are filed in: exact, never translated. */
  readonly folderName: string;
  /** The services or the network whose messages are captured. Names: not translated. */
  readonly services: readonly string[];
  readonly contentTypes: readonly ContentType[];
  readonly itemFormat: ItemFormat;
  readonly copyMode: CopyMode;
  readonly earlierCopyMode?: EarlierCopyMode;
  readonly phoneRule: PhoneRule;
  /** The app that has to be on the phone, when there is one. */
  readonly appName?: string;
  /** What takes the app's place where there is a choice ({@link PhoneRule}). */
  readonly cloudName?: string;
  /** The carrier whose network captures, when one does. */
  readonly carrierName?: string;
  readonly prerequisites: readonly Prerequisite[];
  /** Where Microsoft offers it. */
  readonly availability: readonly Availability[];
  /** Where Microsoft says that it does not; of the clouds in neither list it says nothing. */
  readonly unavailable: readonly Availability[];
  readonly limits: readonly Limit[];
  readonly learnMore: readonly LearnMoreLink[];
  /** An item, or one of its attachments, above this is held. A connector may be allowed larger ones. */
  readonly largestItemBytes: number;
  /** Whether the wizard shows its consent page even when the deployment has consent (FACTS 1.1). */
  readonly asksForConsent: boolean;
};
