import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

/** The coverage preview of a setup. Somebody who comes from Review returns there. */
export function coverageHref(draft: Pick<DraftView, 'kind' | 'id'>, returnTo?: 'review'): string {
  const [path = '', query] = stepHref(draft, 'mapping', returnTo).split('?');
  return `${path}/coverage${query === undefined ? '' : `?${query}`}`;
}
