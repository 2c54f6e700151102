'use client';

import { Button, type ButtonProps } from '@fluentui/react-components';
import type { JSX, ReactNode } from 'react';
import { useLink } from '#components/ui/use-link.ts';

type ButtonLinkProps = Pick<ButtonProps, 'appearance' | 'size' | 'className'> & {
  readonly href: string;
  readonly icon?: JSX.Element;
  /** Read out in place of the text, when that alone does not say where the link goes. */
  readonly label?: string;
  /** None for a button that is its icon; `label` says where it goes. */
  readonly children?: ReactNode;
};

/** A link that looks like a button: it goes somewhere, and changes nothing. */
export function ButtonLink({ href, icon, label, ...props }: ButtonLinkProps) {
  return <Button as="a" icon={icon ?? null} aria-label={label} {...props} {...useLink(href)} />;
}
