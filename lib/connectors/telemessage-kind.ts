import type {
  ConnectorKindData,
  LearnMoreLink,
  PhoneRule,
  Prerequisite,
} from '#lib/connectors/connector-kind.ts';

type OwnData<Id extends string> = Omit<
  ConnectorKindData,
  'id' | 'icon' | 'vendor' | 'prerequisites' | 'availability' | 'learnMore' | 'largestItemBytes'
> & {
  readonly id: Id;
  readonly links: {
    readonly order?: string;
    readonly activation: string;
    readonly microsoft: string;
  };
};

const TELEMESSAGE = 'https://www.telemessage.com/';
const MICROSOFT = 'https://learn.microsoft.com/purview/';
const ORDER = 'mobile-archiver/order-mobile-archiver-for-o365/';
const MAPPING = 'custom-mapping-mobile-archiving-users-into-microsoft-365-users/';

const AT_MICROSOFT = ['sign-in', 'role', 'global-administrator'] as const;

/** A carrier needs an account there, an app needs to be on the phone; the rest is the same. */
const prerequisitesBy: Readonly<Record<PhoneRule, readonly Prerequisite[]>> = {
  'corporate-phone': ['order-service', 'carrier-account', 'register-users', ...AT_MICROSOFT],
  app: ['order-service', 'register-users', 'install-app', ...AT_MICROSOFT],
  'app-or-cloud': ['order-service', 'register-users', 'install-app-or-link', ...AT_MICROSOFT],
};

/** A kind of TeleMessage's: its own data, and what is the same for all of them (FACTS 1.1). */
export function teleMessageKind<const Id extends string>({
  links,
  ...own
}: OwnData<Id>): ConnectorKindData & { readonly id: Id } {
  const learnMore: readonly LearnMoreLink[] = [
    { id: 'order', href: TELEMESSAGE + (links.order ?? ORDER) },
    { id: 'activation', href: TELEMESSAGE + links.activation },
    { id: 'mapping', href: TELEMESSAGE + MAPPING },
    { id: 'microsoft', href: MICROSOFT + links.microsoft },
  ];
  return {
    ...own,
    icon: `/kinds/${own.id}.svg`,
    vendor: 'TeleMessage',
    prerequisites: prerequisitesBy[own.phoneRule],
    availability: ['worldwide', 'gcc'],
    learnMore,
    largestItemBytes: 10 * 1024 * 1024,
  };
}
