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
  | 'voice-calls';

/** Where a kind may be used, by Microsoft's clouds (FACTS 1.1). */
export type Availability = 'worldwide' | 'gcc';

/**
 * `app`: the vendor's app on the phone captures; any phone will do.
 * `corporate-phone`: the carrier captures; employee-owned phones cannot be archived.
 */
export type PhoneRule = 'app' | 'corporate-phone';

/** How what was captured reaches the vendor's site. */
export type CopyMode = 'real-time' | 'daily';

/** What has to be in place before the wizard; in the order in which it is done. */
export type Prerequisite =
  | 'order-service'
  | 'carrier-account'
  | 'register-users'
  | 'install-app'
  | 'role'
  | 'sign-in'
  | 'global-administrator';

export type Limit = 'item-size' | 'daily' | 'employee-phones' | 'unmatched';

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
  readonly contentTypes: readonly ContentType[];
  readonly copyMode: CopyMode;
  readonly phoneRule: PhoneRule;
  /** The app that has to be on the phone, when there is one. */
  readonly appName?: string;
  /** The carrier whose network captures, when one does. */
  readonly carrierName?: string;
  readonly prerequisites: readonly Prerequisite[];
  readonly availability: readonly Availability[];
  readonly limits: readonly Limit[];
  readonly learnMore: readonly LearnMoreLink[];
  /** An item, or one of its attachments, above this is held. A connector may be allowed larger ones. */
  readonly largestItemBytes: number;
  /** Whether the wizard shows its consent page even when the deployment has consent (FACTS 1.1). */
  readonly asksForConsent: boolean;
};
