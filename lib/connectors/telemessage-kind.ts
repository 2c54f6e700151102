import type { ConnectorKindData, LearnMoreLink } from '#lib/connectors/connector-kind.ts';

type OwnData<Id extends string> = Omit<
  ConnectorKindData,
  'id' | 'icon' | 'vendor' | 'availability' | 'learnMore' | 'largestItemBytes'
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
    availability: ['worldwide', 'gcc'],
    learnMore,
    largestItemBytes: 10 * 1024 * 1024,
  };
}
