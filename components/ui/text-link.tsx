'use client';

import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useLink } from '#components/ui/use-link.ts';

type TextLinkProps = { readonly href: string; readonly children: ReactNode };

/** A link to another page of the portal. For other sites: `ExternalLink`. */
export function TextLink({ href, children }: TextLinkProps) {
  return <Link {...useLink(href)}>{children}</Link>;
}
